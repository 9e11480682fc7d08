/**
 * Shapes of the API under the names that the front end uses; they come from the contract by the generated `schema.d.ts`.
 * Times are RFC 3339 strings in UTC.
 */

import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['SessionAnswer'];
export type StatusInfo = Schemas['StatusView'];
export type GroupInfo = Schemas['GroupView'];
export type Problem = Schemas['ProblemDetails'];

export type MetricList = Schemas['MetricList'];
export type Unit = Schemas['Unit'];

export type PhoneView = Schemas['PhoneView'];
export type PhoneSettings = Schemas['PhoneSettings'];
export type Mailbox = Schemas['MailboxSummary'];
export type EchoFigures = Schemas['EchoFigures'];
export type NewSoundTest = Schemas['NewSoundTest'];
export type SoundTest = Schemas['SoundTestView'];
export type Verdict = Schemas['Verdict'];
export type Message = Schemas['MessageView'];
export type MessageFolder = Schemas['MessageView']['folder'];
export type PhoneCall = Schemas['PhoneCall'];
export type CallState = Schemas['PhoneCallState'];
export type Direction = Schemas['Direction'];
export type CallerId = Schemas['CallerId'];

export type BoardRow = Schemas['BoardRow'];
export type OperatorRow = Schemas['BoardOperator'];
export type BoardTrunk = Schemas['BoardTrunk'];
export type BoardSnapshot = Schemas['BoardSnapshot'];
export type BoardChange = Schemas['BoardChange'];
export type RowChange = Schemas['RowChange'];
export type OperatorChange = Schemas['OperatorChange'];

export type MonitorSettings = Schemas['MonitorSettings'];
export type Watched = Schemas['Watched'];
export type Watchable = Schemas['Watchable'];
export type Screen = 'combined' | 'groups' | 'operators';
export type ScreenChoice = Required<Schemas['ScreenChoice']>;

export type Wallboard = Schemas['WallboardView'];
export type WallboardMade = Schemas['WallboardMade'];
export type WallboardContent = Required<Schemas['Content']>;
export type NewWallboard = Schemas['NewWallboard'];
export type WallBoard = Schemas['WallBoard'];
export type WallRow = Schemas['WallRow'];
export type WallOperator = Schemas['WallOperator'];

export type Report = Schemas['Report'];
export type ReportRow = Schemas['ReportRow'];
export type ReportColumn = Schemas['ReportColumn'];
export type ReportColumns = Schemas['ReportColumns'];
export type ReportSubject = Schemas['ReportSubject'];
export type ReportPeriod = Schemas['ReportPeriod'];
export type ReportUnit = Schemas['ReportUnit'];
export type ReportKind = Schemas['ReportKind'];
export type ReportScope = Schemas['ReportScope'];
export type ReportChoices = Schemas['ReportChoices'];
export type ReportSchedule = Schemas['ScheduleView'];
export type NewReportSchedule = Schemas['NewSchedule'];
export type ReportScheduleList = Schemas['ScheduleList'];
export type ReportRun = Schemas['RunView'];

export type HistoryCall = Schemas['CallSummary'];
export type HistoryDetail = Schemas['CallDetail'];
export type HistoryLeg = Schemas['CallLeg'];
export type HistoryPage = Schemas['CallPage'];
export type CallExplanation = Schemas['CallExplanation'];
export type Stretch = Schemas['Stretch'];
export type Feed = Schemas['Feed'];
export type Differences = Schemas['Differences'];
export type FigureTotal = Schemas['FigureTotal'];
export type FigureCall = Schemas['FigureCall'];
export type FigureStatus = Schemas['FigureStatus'];
export type FigureCalls = Schemas['FigureCalls'];
export type FigureStatuses = Schemas['FigureStatuses'];

export type PresentUser = Schemas['PresentUser'];
export type AuditItem = Schemas['AuditItem'];
export type AuditPage = Schemas['AuditPage'];

export type StaffingView = Schemas['StaffingView'];
export type StaffingSlot = Schemas['StaffingSlot'];
export type PlanTerms = Schemas['PlanTerms'];
export type PlanRequest = Schemas['PlanRequest'];
export type PlanAnswer = Schemas['PlanAnswer'];
export type SlotPlan = Schemas['SlotPlan'];
export type Achieved = Schemas['Achieved'];

export type Holidays = Schemas['HolidaysView'];

export type ChatView = Schemas['ChatView'];
export type ChatMessage = Schemas['MessageSent'];
export type ChatMessagePage = Schemas['MessageSentPage'];
export type ChatMessageEvent = Schemas['ChatMessageEvent'];
export type ChatReadEvent = Schemas['ChatReadEvent'];
export type ChatContact = Schemas['Contact'];
export type Conversation = Schemas['Conversation'];
export type ConversationPage = Schemas['ConversationPage'];
/** Where a message goes: into a conversation, to a user, or to a group (null: to all). */
export type ChatPlace = { conversation: string } | { user: string } | { group: string | null };
