import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GuardrailConfig as GuardrailConfigEntity } from '../configs/config.entity.ts';
import type { GuardrailVerdict as GuardrailVerdictEntity } from '../verdicts/verdict.entity.ts';
import type { GuardrailConfigPage } from '../configs/config.service.ts';
import type { GuardrailVerdictPage } from '../verdicts/verdict.service.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A whole number of bytes; larger than 2^31 is normal. */
  BigInt: { input: number; output: number; }
  /** An opaque position in a list or a stream. Hand it back unchanged. */
  Cursor: { input: string; output: string; }
  /** An instant, RFC 3339 in UTC. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value. Used only where the shape belongs to someone else (custom fields, raw dataset rows). */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Exactly one: a config, or the model whose guard is meant (a NotFoundError when nothing guards it). */
export type CheckBy =
  { configId: Scalars['ID']['input']; modelId?: never; modelIds?: never; }
  |  { configId?: never; modelId: Scalars['ID']['input']; modelIds?: never; }
  |  /** The first of these that is guarded, such as an adapter and then its base model. The verdict is about the first one named. */
  { configId?: never; modelId?: never; modelIds: Array<Scalars['ID']['input']>; };

export type CheckMessageInput = {
  content: Scalars['String']['input'];
  role: Scalars['String']['input'];
};

export type CheckMessagesInput = {
  by: CheckBy;
  messages: Array<CheckMessageInput>;
};

export type CheckMessagesResult = GuardrailVerdict | NotFoundError | ValidationError;

export type CheckedMessage = {
  __typename?: 'CheckedMessage';
  content: Scalars['String']['output'];
  role: Scalars['String']['output'];
};

/** The state of the thing forbids this now: the name is taken, the job has ended, the branch has moved. */
export type ConflictError = Error & {
  __typename?: 'ConflictError';
  message: Scalars['String']['output'];
};

/** What was deleted. */
export type Deleted = {
  __typename?: 'Deleted';
  id: Scalars['ID']['output'];
};

/** A failure the caller can act on, returned in a mutation's result union. All other failures are top-level errors with a code. */
export type Error = {
  message: Scalars['String']['output'];
};

export type GuardModelInput = {
  configId?: InputMaybe<Scalars['ID']['input']>;
  modelId: Scalars['ID']['input'];
};

export type GuardModelResult = Model | NotFoundError;

export type GuardrailConfig = Node & {
  __typename?: 'GuardrailConfig';
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  description?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** Run in this order on all messages of a request, whatever their role, each on what those before it have left unmasked; the first that blocks ends the check. */
  inputRails: Array<Rail>;
  name: Scalars['String']['output'];
  namespace?: Maybe<Namespace>;
  /** `namespace/name@version` */
  ref: Scalars['String']['output'];
  /** What the user reads instead of what was blocked. */
  refusal: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

/** Exactly one. */
export type GuardrailConfigBy =
  { id: Scalars['ID']['input']; ref?: never; }
  |  { id?: never; ref: Scalars['String']['input']; };

export type GuardrailConfigConnection = {
  __typename?: 'GuardrailConfigConnection';
  edges: Array<GuardrailConfigEdge>;
  nodes: Array<GuardrailConfig>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type GuardrailConfigEdge = {
  __typename?: 'GuardrailConfigEdge';
  cursor: Scalars['Cursor']['output'];
  node: GuardrailConfig;
};

export type GuardrailOutcome =
  | 'BLOCKED'
  | 'MASKED'
  | 'PASSED';

/** The outcome of one check. */
export type GuardrailVerdict = Node & {
  __typename?: 'GuardrailVerdict';
  checkedAt: Scalars['DateTime']['output'];
  /** Who asked for the check. */
  checkedBy: Scalars['String']['output'];
  config: GuardrailConfig;
  durationMs: Scalars['Float']['output'];
  id: Scalars['ID']['output'];
  /** The messages as they may be passed on, masked where a rail said so; null when blocked, and in verdicts read back later: contents are not stored. */
  messages?: Maybe<Array<CheckedMessage>>;
  /** The model that the messages were meant for, if one was named. */
  model?: Maybe<Model>;
  outcome: GuardrailOutcome;
  /** The rails that ran, in order. */
  rails: Array<RailVerdict>;
};

export type GuardrailVerdictConnection = {
  __typename?: 'GuardrailVerdictConnection';
  edges: Array<GuardrailVerdictEdge>;
  nodes: Array<GuardrailVerdict>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type GuardrailVerdictEdge = {
  __typename?: 'GuardrailVerdictEdge';
  cursor: Scalars['Cursor']['output'];
  node: GuardrailVerdict;
};

export type GuardrailVerdictFilter = {
  configId?: InputMaybe<Scalars['ID']['input']>;
  modelId?: InputMaybe<Scalars['ID']['input']>;
  namespace?: InputMaybe<Scalars['String']['input']>;
  outcome?: InputMaybe<GuardrailOutcome>;
};

export type Model = {
  __typename?: 'Model';
  /** The config that every inference with this model is checked by. An adapter that has none is checked by its base model's. */
  guardrails?: Maybe<GuardrailConfig>;
  id: Scalars['ID']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Checks messages without generating anything, and records the verdict. */
  checkMessages: CheckMessagesResult;
  /** From now on every inference with this model is checked by this config. Without a config, the guard is taken away. */
  guardModel: GuardModelResult;
  /** A new config, or a new version of one that exists; versions never change. */
  saveGuardrailConfig: SaveGuardrailConfigResult;
};


export type MutationCheckMessagesArgs = {
  input: CheckMessagesInput;
};


export type MutationGuardModelArgs = {
  input: GuardModelInput;
};


export type MutationSaveGuardrailConfigArgs = {
  input: SaveGuardrailConfigInput;
};

export type Namespace = {
  __typename?: 'Namespace';
  name: Scalars['String']['output'];
};

/** Everything with an id of its own. Ids carry their type (`model_…`, `dataset_…`, `job_…`) and sort by age. */
export type Node = {
  id: Scalars['ID']['output'];
};

/** The thing named does not exist, or the caller may not see it. */
export type NotFoundError = Error & {
  __typename?: 'NotFoundError';
  message: Scalars['String']['output'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['Cursor']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['Cursor']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** By id, or by reference `namespace/name[@version]` (the newest version when left out). */
  guardrailConfig?: Maybe<GuardrailConfig>;
  /** Newest first. */
  guardrailConfigs: GuardrailConfigConnection;
  guardrailVerdict?: Maybe<GuardrailVerdict>;
  /** What was checked and how it went, newest first. */
  guardrailVerdicts: GuardrailVerdictConnection;
};


export type QueryGuardrailConfigArgs = {
  by: GuardrailConfigBy;
};


export type QueryGuardrailConfigsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: Scalars['Int']['input'];
  namespace?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGuardrailVerdictArgs = {
  id: Scalars['ID']['input'];
};


export type QueryGuardrailVerdictsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<GuardrailVerdictFilter>;
  first?: Scalars['Int']['input'];
};

/** A limit of the namespace would be passed. */
export type QuotaError = Error & {
  __typename?: 'QuotaError';
  allowed: Scalars['Float']['output'];
  limit: Scalars['String']['output'];
  message: Scalars['String']['output'];
  used: Scalars['Float']['output'];
};

export type Rail = {
  __typename?: 'Rail';
  action: RailAction;
  kind: RailKind;
  name: Scalars['String']['output'];
  parameters: Scalars['JSON']['output'];
};

/** BLOCK stops it, MASK replaces the matching spans, FLAG only records. */
export type RailAction =
  | 'BLOCK'
  | 'FLAG'
  | 'MASK';

export type RailInput = {
  action?: RailAction;
  kind: RailKind;
  /** The kind and its place when left out, such as `regex-1`. */
  name?: InputMaybe<Scalars['String']['input']>;
  parameters: Scalars['JSON']['input'];
};

/**
 * REGEX: `{ "patterns": ["…"], "caseSensitive": false }`, RE2 syntax, which cannot be made to hang.
 * KEYWORDS: `{ "keywords": ["…"], "caseSensitive": false }`, whole words.
 */
export type RailKind =
  | 'KEYWORDS'
  | 'REGEX';

export type RailVerdict = {
  __typename?: 'RailVerdict';
  durationMs: Scalars['Float']['output'];
  outcome: GuardrailOutcome;
  rail: Scalars['String']['output'];
  /** What matched, in words; null when nothing did. */
  reason?: Maybe<Scalars['String']['output']>;
  /** At most 1,000; the reason counts all. */
  spans: Array<TextSpan>;
};

export type SaveGuardrailConfigInput = {
  /** Makes a retry safe: the same one gives the same version. */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  inputRails: Array<RailInput>;
  name: Scalars['String']['input'];
  namespace: Scalars['String']['input'];
  refusal?: Scalars['String']['input'];
};

export type SaveGuardrailConfigResult = GuardrailConfig | NotFoundError | ValidationError;

/** Characters `start` up to, but not with, `end` of message number `message` as it was sent; all from 0, counted in UTF-16 units. */
export type TextSpan = {
  __typename?: 'TextSpan';
  end: Scalars['Int']['output'];
  label: Scalars['String']['output'];
  message: Scalars['Int']['output'];
  start: Scalars['Int']['output'];
};

/** The input is well formed but breaks a rule. One problem a path. */
export type ValidationError = Error & {
  __typename?: 'ValidationError';
  message: Scalars['String']['output'];
  problems: Array<ValidationProblem>;
};

export type ValidationProblem = {
  __typename?: 'ValidationProblem';
  message: Scalars['String']['output'];
  /** Where: an input path such as `input.hyperparameters.learningRate`, or a file and line such as `training/a.jsonl:17`. */
  path: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  GuardrailConfig: GuardrailConfig;
  GuardrailVerdict: GuardrailVerdict;
  Model: Model;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  GuardrailConfig:
    ( { __typename: 'GuardrailConfig' }
    & GraphQLRecursivePick<FederationTypes['GuardrailConfig'], {"id":true}> );
  GuardrailVerdict:
    ( { __typename: 'GuardrailVerdict' }
    & GraphQLRecursivePick<FederationTypes['GuardrailVerdict'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CheckMessagesResult:
    | ( GuardrailVerdictEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
  GuardModelResult:
    | ( Omit<Model, 'guardrails'> & { guardrails?: Maybe<_RefType['GuardrailConfig']> } )
    | ( NotFoundError )
  ;
  SaveGuardrailConfigResult:
    | ( GuardrailConfigEntity )
    | ( NotFoundError )
    | ( ValidationError )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Error:
    | ( ConflictError )
    | ( NotFoundError )
    | ( QuotaError )
    | ( ValidationError )
  ;
  Node:
    | ( GuardrailConfigEntity )
    | ( GuardrailVerdictEntity )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  CheckBy: CheckBy;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CheckMessageInput: CheckMessageInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CheckMessagesInput: CheckMessagesInput;
  CheckMessagesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CheckMessagesResult']>;
  CheckedMessage: ResolverTypeWrapper<CheckedMessage>;
  ConflictError: ResolverTypeWrapper<ConflictError>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Deleted: ResolverTypeWrapper<Deleted>;
  Error: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Error']>;
  GuardModelInput: GuardModelInput;
  GuardModelResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['GuardModelResult']>;
  GuardrailConfig: ResolverTypeWrapper<GuardrailConfigEntity>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  GuardrailConfigBy: GuardrailConfigBy;
  GuardrailConfigConnection: ResolverTypeWrapper<GuardrailConfigPage>;
  GuardrailConfigEdge: ResolverTypeWrapper<Omit<GuardrailConfigEdge, 'node'> & { node: ResolversTypes['GuardrailConfig'] }>;
  GuardrailOutcome: GuardrailOutcome;
  GuardrailVerdict: ResolverTypeWrapper<GuardrailVerdictEntity>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GuardrailVerdictConnection: ResolverTypeWrapper<GuardrailVerdictPage>;
  GuardrailVerdictEdge: ResolverTypeWrapper<Omit<GuardrailVerdictEdge, 'node'> & { node: ResolversTypes['GuardrailVerdict'] }>;
  GuardrailVerdictFilter: GuardrailVerdictFilter;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Model: ResolverTypeWrapper<Omit<Model, 'guardrails'> & { guardrails?: Maybe<ResolversTypes['GuardrailConfig']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Namespace: ResolverTypeWrapper<Namespace>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotFoundError: ResolverTypeWrapper<NotFoundError>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuotaError: ResolverTypeWrapper<QuotaError>;
  Rail: ResolverTypeWrapper<Rail>;
  RailAction: RailAction;
  RailInput: RailInput;
  RailKind: RailKind;
  RailVerdict: ResolverTypeWrapper<RailVerdict>;
  SaveGuardrailConfigInput: SaveGuardrailConfigInput;
  SaveGuardrailConfigResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SaveGuardrailConfigResult']>;
  TextSpan: ResolverTypeWrapper<TextSpan>;
  ValidationError: ResolverTypeWrapper<ValidationError>;
  ValidationProblem: ResolverTypeWrapper<ValidationProblem>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BigInt: Scalars['BigInt']['output'];
  CheckBy: CheckBy;
  ID: Scalars['ID']['output'];
  CheckMessageInput: CheckMessageInput;
  String: Scalars['String']['output'];
  CheckMessagesInput: CheckMessagesInput;
  CheckMessagesResult: ResolversUnionTypes<ResolversParentTypes>['CheckMessagesResult'];
  CheckedMessage: CheckedMessage;
  ConflictError: ConflictError;
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Deleted: Deleted;
  Error: ResolversInterfaceTypes<ResolversParentTypes>['Error'];
  GuardModelInput: GuardModelInput;
  GuardModelResult: ResolversUnionTypes<ResolversParentTypes>['GuardModelResult'];
  GuardrailConfig: GuardrailConfigEntity;
  Int: Scalars['Int']['output'];
  GuardrailConfigBy: GuardrailConfigBy;
  GuardrailConfigConnection: GuardrailConfigPage;
  GuardrailConfigEdge: Omit<GuardrailConfigEdge, 'node'> & { node: ResolversParentTypes['GuardrailConfig'] };
  GuardrailVerdict: GuardrailVerdictEntity;
  Float: Scalars['Float']['output'];
  GuardrailVerdictConnection: GuardrailVerdictPage;
  GuardrailVerdictEdge: Omit<GuardrailVerdictEdge, 'node'> & { node: ResolversParentTypes['GuardrailVerdict'] };
  GuardrailVerdictFilter: GuardrailVerdictFilter;
  JSON: Scalars['JSON']['output'];
  Model: Omit<Model, 'guardrails'> & { guardrails?: Maybe<ResolversParentTypes['GuardrailConfig']> } | FederationReferenceTypes['Model'];
  Mutation: Record<PropertyKey, never>;
  Namespace: Namespace;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  NotFoundError: NotFoundError;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  QuotaError: QuotaError;
  Rail: Rail;
  RailInput: RailInput;
  RailVerdict: RailVerdict;
  SaveGuardrailConfigInput: SaveGuardrailConfigInput;
  SaveGuardrailConfigResult: ResolversUnionTypes<ResolversParentTypes>['SaveGuardrailConfigResult'];
  TextSpan: TextSpan;
  ValidationError: ValidationError;
  ValidationProblem: ValidationProblem;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CheckMessagesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckMessagesResult'] = ResolversParentTypes['CheckMessagesResult']> = {
  __resolveType: TypeResolveFn<'GuardrailVerdict' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type CheckedMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckedMessage'] = ResolversParentTypes['CheckedMessage']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deleted'] = ResolversParentTypes['Deleted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Error'] = ResolversParentTypes['Error']> = {
  __resolveType: TypeResolveFn<'ConflictError' | 'NotFoundError' | 'QuotaError' | 'ValidationError', ParentType, ContextType>;
};

export type GuardModelResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardModelResult'] = ResolversParentTypes['GuardModelResult']> = {
  __resolveType: TypeResolveFn<'Model' | 'NotFoundError', ParentType, ContextType>;
};

export type GuardrailConfigResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailConfig'] = ResolversParentTypes['GuardrailConfig'], FederationReferenceType extends FederationReferenceTypes['GuardrailConfig'] = FederationReferenceTypes['GuardrailConfig']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['GuardrailConfig']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputRails?: Resolver<Array<ResolversTypes['Rail']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['Namespace']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refusal?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardrailConfigConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailConfigConnection'] = ResolversParentTypes['GuardrailConfigConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GuardrailConfigEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['GuardrailConfig']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GuardrailConfigEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailConfigEdge'] = ResolversParentTypes['GuardrailConfigEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GuardrailConfig'], ParentType, ContextType>;
};

export type GuardrailVerdictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailVerdict'] = ResolversParentTypes['GuardrailVerdict'], FederationReferenceType extends FederationReferenceTypes['GuardrailVerdict'] = FederationReferenceTypes['GuardrailVerdict']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['GuardrailVerdict']> | FederationReferenceType, FederationReferenceType, ContextType>;
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  checkedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  config?: Resolver<ResolversTypes['GuardrailConfig'], ParentType, ContextType>;
  durationMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messages?: Resolver<Maybe<Array<ResolversTypes['CheckedMessage']>>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['GuardrailOutcome'], ParentType, ContextType>;
  rails?: Resolver<Array<ResolversTypes['RailVerdict']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardrailVerdictConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailVerdictConnection'] = ResolversParentTypes['GuardrailVerdictConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GuardrailVerdictEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['GuardrailVerdict']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GuardrailVerdictEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardrailVerdictEdge'] = ResolversParentTypes['GuardrailVerdictEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GuardrailVerdict'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  guardrails?: Resolver<Maybe<ResolversTypes['GuardrailConfig']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  checkMessages?: Resolver<ResolversTypes['CheckMessagesResult'], ParentType, ContextType, RequireFields<MutationCheckMessagesArgs, 'input'>>;
  guardModel?: Resolver<ResolversTypes['GuardModelResult'], ParentType, ContextType, RequireFields<MutationGuardModelArgs, 'input'>>;
  saveGuardrailConfig?: Resolver<ResolversTypes['SaveGuardrailConfigResult'], ParentType, ContextType, RequireFields<MutationSaveGuardrailConfigArgs, 'input'>>;
};

export type NamespaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Namespace'] = ResolversParentTypes['Namespace']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'GuardrailConfig' | 'GuardrailVerdict', ParentType, ContextType>;
};

export type NotFoundErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFoundError'] = ResolversParentTypes['NotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  guardrailConfig?: Resolver<Maybe<ResolversTypes['GuardrailConfig']>, ParentType, ContextType, RequireFields<QueryGuardrailConfigArgs, 'by'>>;
  guardrailConfigs?: Resolver<ResolversTypes['GuardrailConfigConnection'], ParentType, ContextType, RequireFields<QueryGuardrailConfigsArgs, 'first'>>;
  guardrailVerdict?: Resolver<Maybe<ResolversTypes['GuardrailVerdict']>, ParentType, ContextType, RequireFields<QueryGuardrailVerdictArgs, 'id'>>;
  guardrailVerdicts?: Resolver<ResolversTypes['GuardrailVerdictConnection'], ParentType, ContextType, RequireFields<QueryGuardrailVerdictsArgs, 'first'>>;
};

export type QuotaErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaError'] = ResolversParentTypes['QuotaError']> = {
  allowed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rail'] = ResolversParentTypes['Rail']> = {
  action?: Resolver<ResolversTypes['RailAction'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RailKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameters?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type RailVerdictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RailVerdict'] = ResolversParentTypes['RailVerdict']> = {
  durationMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['GuardrailOutcome'], ParentType, ContextType>;
  rail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  spans?: Resolver<Array<ResolversTypes['TextSpan']>, ParentType, ContextType>;
};

export type SaveGuardrailConfigResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveGuardrailConfigResult'] = ResolversParentTypes['SaveGuardrailConfigResult']> = {
  __resolveType: TypeResolveFn<'GuardrailConfig' | 'NotFoundError' | 'ValidationError', ParentType, ContextType>;
};

export type TextSpanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TextSpan'] = ResolversParentTypes['TextSpan']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ValidationErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationError'] = ResolversParentTypes['ValidationError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['ValidationProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ValidationProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationProblem'] = ResolversParentTypes['ValidationProblem']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  BigInt?: GraphQLScalarType;
  CheckMessagesResult?: CheckMessagesResultResolvers<ContextType>;
  CheckedMessage?: CheckedMessageResolvers<ContextType>;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Deleted?: DeletedResolvers<ContextType>;
  Error?: ErrorResolvers<ContextType>;
  GuardModelResult?: GuardModelResultResolvers<ContextType>;
  GuardrailConfig?: GuardrailConfigResolvers<ContextType>;
  GuardrailConfigConnection?: GuardrailConfigConnectionResolvers<ContextType>;
  GuardrailConfigEdge?: GuardrailConfigEdgeResolvers<ContextType>;
  GuardrailVerdict?: GuardrailVerdictResolvers<ContextType>;
  GuardrailVerdictConnection?: GuardrailVerdictConnectionResolvers<ContextType>;
  GuardrailVerdictEdge?: GuardrailVerdictEdgeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Model?: ModelResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Namespace?: NamespaceResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuotaError?: QuotaErrorResolvers<ContextType>;
  Rail?: RailResolvers<ContextType>;
  RailVerdict?: RailVerdictResolvers<ContextType>;
  SaveGuardrailConfigResult?: SaveGuardrailConfigResultResolvers<ContextType>;
  TextSpan?: TextSpanResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  ValidationProblem?: ValidationProblemResolvers<ContextType>;
};

