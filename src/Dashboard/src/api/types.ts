import type { components, paths } from './schema';

type Schemas = components['schemas'];

export type Stats = Schemas['StatsDocument'];
export type Health = Schemas['HealthDocument'];
export type Portfolio = Schemas['PortfolioDocument'];
export type StandingCustomer = Schemas['StandingCustomerDocument'];
export type Customer = Schemas['CustomerDocument'];
export type CustomerHistory = Schemas['HistoryDocument'];
export type Prediction = Schemas['Prediction'];
export type Reason = Schemas['ReasonDocument'];
export type Intervention = Schemas['InterventionDocument'];
export type Feature = Schemas['FeatureDescription'];
export type Transaction = Schemas['TransactionDocument'];
export type Score = Schemas['ScoreDocument'];
export type Counterfactual = Schemas['CounterfactualDocument'];
export type Profile = Schemas['ProfileDocument'];
export type Models = Schemas['ModelPage'];
export type Model = Schemas['ModelDocument'];
export type RoleChange = Schemas['RoleChangeDocument'];
export type Alerts = Schemas['AlertPage'];
export type Alert = Schemas['AlertDocument'];
export type DeadLetter = Schemas['DeadLetterDocument'];
export type Contact = Schemas['ContactDocument'];
export type ContactState = Schemas['ContactStateDocument'];
export type ContactDetail = Schemas['ContactDetailDocument'];
export type QueuedContact = Schemas['QueuedContactDocument'];
export type Call = Schemas['CallDocument'];
export type RuleAnswer = Schemas['RuleAnswerDocument'];
export type ClaimedCall = Schemas['ClaimedCallDocument'];
export type Message = Schemas['MessageDocument'];
export type Decision = Schemas['DecisionDocument'];
export type Outcome = Schemas['OutcomeDocument'];
export type Effect = Schemas['EffectDocument'];
export type EffectReport = Schemas['EffectReportDocument'];
export type Holdout = Schemas['HoldoutDocument'];
export type OperationsAlert = Schemas['OperationsAlertDocument'];
export type Objection = Schemas['ObjectionDocument'];
export type OptOut = Schemas['OptOutDocument'];
export type AnsweredContact = Schemas['AnsweredContactDocument'];
export type Policy = Schemas['PolicyDocument'];
export type PolicyDifference = Schemas['PolicyDifferenceDocument'];
export type PolicyChange = Schemas['PolicyChangeDocument'];
export type CustomerContact = Schemas['CustomerContactDocument'];

/** A customer moved from one level to another; only the hub tells it, so that the API's document does not have it. */
export interface RiskChange {
  customer_id: string;
  at: string;
  previous_level: string;
  risk_level: string;
  risk_score: number;
  maturity: string;
  reasons: Reason[];
  model_version: string;
  dropped: number;
}

export const levels = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Level = (typeof levels)[number];

type Method = 'get' | 'post' | 'put';
type Json<R> = R extends { content: { 'application/json': infer A } } ? A : never;

/** Paths of the API that have a method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never }[keyof paths];

/** What a path answers where all is well. */
export type Answer<P extends keyof paths, M extends Method> = paths[P][M] extends { responses: { 200: infer R } } ? Json<R> : never;

/** What a path takes in its query. */
export type QueryOf<P extends keyof paths, M extends Method> = paths[P][M] extends { parameters: { query?: infer Q } }
  ? Exclude<Q, undefined>
  : never;

/** What a path takes in itself. */
export type ParamsOf<P extends keyof paths, M extends Method> = paths[P][M] extends { parameters: { path: infer R } }
  ? R
  : Record<string, never>;

/** What a path takes as its body. */
export type BodyOf<P extends keyof paths, M extends Method> = paths[P][M] extends { requestBody?: infer B }
  ? Json<Exclude<B, undefined>>
  : never;
