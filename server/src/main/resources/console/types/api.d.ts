// Generated from the OpenAPI document by ConsoleTypesTest: run it with HEADLAND_WRITE_TYPES=1 after a change of the
// document.

export type AccountTotals = {
  total: number;
  ok: number;
  attention: number;
  broken: number;
  unverified: number;
};

export type AccountView = {
  leafUserId: string;
  leafUserName: string;
  provider: string;
  health: 'OK' | 'ATTENTION' | 'BROKEN' | 'UNVERIFIED';
  credential: {
    id: string;
    status: 'OK' | 'UNAUTHENTICATED' | 'MISSING_PERMISSION' | 'TEMPORARILY_UNAVAILABLE' | 'UNVERIFIED';
    createdTime: string;
    failure?: CredentialFailureView;
  };
  organizations: {
    selected: number;
    preview: number;
    blocked: number;
    lost: number;
  };
  repair?: {
    action: 'REPLACE_CREDENTIAL' | 'REPAIR_APPLICATION' | 'GRANT_PERMISSION';
    organizations: number;
  };
  fields: number;
  lastRun?: {
    id: string;
    state: 'RUNNING' | 'SUCCEEDED' | 'UNCHANGED' | 'PARTIAL' | 'GUARDED' | 'FAILED';
    cause: string;
    startedAt: string;
    endedAt?: string;
    failure?: string;
  };
  lastSyncedAt?: string;
  nextSyncAt?: string;
  notificationsSince?: string;
};

export type AgLeaderCredentialView = CredentialHead & {
  publicKey?: string;
  privateKey?: MaskedSecret;
  refreshToken?: MaskedSecret;
};

export type AgVanceCredentialView = CredentialHead & {
  apiKey: MaskedSecret;
  databaseId: string;
  username: string;
  password: MaskedSecret;
  clientEnvironment: 'STAGE' | 'PRODUCTION';
};

export type AgrimaticsCredentialView = CredentialHead & {
  clientId: string;
  clientSecret: MaskedSecret;
  accessToken: MaskedSecret;
  environment: 'STAGE' | 'PRODUCTION';
};

export type AlertView = {
  id: string;
  events: Array<string>;
  name: string;
  secret: string;
  url: string;
};

export type AmountView = {
  value: number;
  unit?: string;
};

export type AppKeyRequest = {
  applicationName?: PlainText;
  clientKey?: PlainText;
  clientId?: PlainText;
  clientSecret?: SecretText;
  publicKey?: PlainText;
  privateKey?: SecretText;
  apiKey?: SecretText;
  subscriptionKey?: SecretText;
  sharedSecret?: SecretText;
  user?: PlainText;
  pwd?: SecretText;
  accessTokenClient?: SecretText;
  scopes?: Array<string>;
};

export type AppKeyView = {
  provider: 'JohnDeere' | 'Trimble' | 'AgLeader' | 'ClimateFieldView' | 'CNHI' | 'RavenSlingshot' | 'Stara';
  appName: string;
  clientEnvironment: 'STAGE' | 'PRODUCTION';
  createdTime: Timestamp;
  scopes: Array<string>;
};

export type AppliedProductView = {
  name: string;
  type?: 'Component' | 'Carrier';
  rate?: AmountView;
  totalApplied?: AmountView;
  area: AmountView;
};

export type ArchiveUploadView = {
  id: string;
  leafUserId: string;
  provider: BatchProvider;
  fileName: string;
  size: number;
  received: number;
  createdAt: Timestamp;
  expiresAt: Timestamp;
  batchId?: string;
};

export type Area = {
  value: number;
  unit: 'ha';
};

export type AssetListingView = {
  provider: string;
  providerOrgId: string;
  kind: 'MACHINE' | 'IMPLEMENT' | 'OPERATOR';
  listedAt?: Timestamp;
  dueAt?: Timestamp;
  failure?: string;
  keptAssets?: number;
};

export type AuthenticateRequest = {
  username: string;
  password: string;
  rememberMe?: boolean | string | null;
};

export type BatchEvent = {
  id: string;
  type: 'batch.finished';
  timestamp: Timestamp;
  leafUserId: string;
  sequence: number;
  data: {
    leafUserId: string;
    batchId: string;
    status: 'PROCESSED' | 'FAILED';
    message: string;
  };
};

export type BatchFilesView = {
  leafFiles: Array<string>;
};

export type BatchProvider = 'Other' | 'Leaf' | 'ClimateFieldView' | 'CNHI' | 'JohnDeere' | 'Trimble' | 'AgLeader' | 'Farmobile' | 'PrecisionPlanting';

export type BatchStatus = 'RECEIVED' | 'PROCESSED' | 'FAILED';

export type BatchStatusView = {
  converted: BatchFilesView;
  processing: BatchFilesView;
  failed: {
    originalFile?: FailedStepView;
    rawGeojson?: FailedStepView;
    standardGeojson?: FailedStepView;
    filteredGeojson?: FailedStepView;
    summary?: FailedStepView;
    units?: FailedStepView;
    propertiesPNGs?: FailedStepView;
    zippedPNGs?: FailedStepView;
  };
};

export type BatchView = {
  id: string;
  leafUserId: string;
  provider: BatchProvider;
  status: BatchStatus;
  statusDetails?: string;
  leafFiles: Array<string>;
  fileName: string;
  size: number;
  uploadTimestamp: Timestamp;
};

export type BoundaryEvent = {
  id: string;
  type: 'boundary.created' | 'boundary.updated' | 'boundary.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    boundaryId: string;
    fieldId: string;
    status: 'ACTIVE' | 'INACTIVE' | 'DELETED_ON_PROVIDER';
    hectares: number;
    providerOrgId?: string;
    providerFieldId?: string;
    providerBoundaryId?: string;
    source?: 'REST';
  };
};

export type BoundaryView = {
  id: string;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETED_ON_PROVIDER';
  providerStatus?: 'ACTIVE' | 'INACTIVE';
  providerBoundaryId?: string;
  geometry: MultiPolygon;
  area: Area;
  validity: 'VALID' | 'INVALID';
  fixStatus?: 'FIXED';
  problems?: string;
  createdTime: Timestamp;
  updatedTime: Timestamp;
};

export type BulkChoiceView = {
  chosen: Array<OrganizationView>;
  refused: Array<{
    providerOrgId: string;
    errorKey: 'organizationBlocked' | 'providerOrganizationNotFound';
    detail: string;
  }>;
};

export type CLAASCredentialView = CredentialHead & {
  clientKey: string;
  clientSecret: MaskedSecret;
  refreshToken: MaskedSecret;
  clientEnvironment: 'STAGE' | 'PRODUCTION';
};

export type CNHICredentialView = CredentialHead & {
  clientId?: string;
  clientSecret?: MaskedSecret;
  subscriptionKey?: MaskedSecret;
  refreshToken?: MaskedSecret;
  clientEnvironment?: 'STAGE' | 'PRODUCTION';
};

export type CNHIFieldOpsCredentialView = CredentialHead & {
  clientId: string;
  clientSecret: MaskedSecret;
  subscriptionKey: MaskedSecret;
  refreshToken: MaskedSecret;
  clientEnvironment: 'STAGE' | 'PRODUCTION';
};

export type ChangeLeafUserRequest = CredentialReferences & {
  name?: string;
  email?: string;
  phone?: string | null;
  address?: string | null;
  externalId?: string | null;
};

export type ChangeOrganizationInBodyRequest = {
  providerOrgId: string;
  status: 'SELECTED' | 'PREVIEW';
};

export type ChangeOrganizationRequest = {
  status: 'SELECTED' | 'PREVIEW';
};

export type ClassesImageView = {
  property: string;
  unit?: string;
  legend: ImageLegendView;
  extent: ImageExtentView;
  url: string;
  downloadUrl: string;
  legendUrl: string;
};

export type ClientEnvironment = 'STAGE' | 'PRODUCTION' | null;

export type ClimateFieldViewCredentialView = CredentialHead & {
  clientId?: string;
  clientSecret?: MaskedSecret;
  apiKey?: MaskedSecret;
  refreshToken?: MaskedSecret;
};

export type ConfigurationRequest = {
  organizationDataSync?: OrganizationDataSync;
  organizationsDataSync?: OrganizationDataSync;
  customDataSync?: boolean | null;
};

export type ConfigurationView = {
  apiOwnerUsername: string;
  leafUserId: string;
  organizationDataSync?: 'ALL' | 'SELECTED_ONLY';
  customDataSync?: boolean;
  organizationsDataSync?: unknown;
};

export type CoveredAreaView = {
  type: 'MultiPolygon';
  coordinates: Array<Array<Array<Array<number>>>>;
};

export type CreateAgLeaderCredentialRequest = {
  publicKey: PlainText;
  privateKey: SecretText;
  refreshToken: SecretText;
};

export type CreateAgVanceCredentialRequest = {
  apiKey: SecretText;
  databaseId: PlainText;
  username: PlainText;
  password: SecretText;
  clientEnvironment?: ClientEnvironment;
};

export type CreateAgrimaticsCredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  accessToken: SecretText;
  environment?: ClientEnvironment;
  clientEnvironment?: ClientEnvironment;
};

export type CreateAlertRequest = {
  events: Array<string>;
  name: string;
  secret: string;
  url: WebhookUrl;
};

export type CreateCLAASCredentialRequest = {
  clientKey: PlainText;
  clientSecret: SecretText;
  refreshToken: SecretText;
  clientEnvironment?: ClientEnvironment;
};

export type CreateCNHICredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  subscriptionKey: SecretText;
  refreshToken: SecretText;
  clientEnvironment?: ClientEnvironment;
};

export type CreateCNHIFieldOpsCredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  subscriptionKey: SecretText;
  refreshToken: SecretText;
  clientEnvironment?: ClientEnvironment;
};

export type CreateClimateFieldViewCredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  apiKey: SecretText;
  refreshToken: SecretText;
};

export type CreateCredentialRequest = CreateTrimbleCredentialRequest | CreateClimateFieldViewCredentialRequest | CreateCNHICredentialRequest | CreateCNHIFieldOpsCredentialRequest | CreateCLAASCredentialRequest | CreateAgLeaderCredentialRequest | CreateRavenCredentialRequest | CreateRavenSlingshotCredentialRequest | CreateStaraCredentialRequest | CreateSenteraCredentialRequest | CreateAgVanceCredentialRequest | CreateLindsayCredentialRequest | CreateValleyCredentialRequest | CreatePanoramaCredentialRequest | CreateAgrimaticsCredentialRequest;

export type CreateFieldRequest = {
  id?: string;
  name?: string | null;
  farmId?: number;
  geometry: GeoJson;
};

export type CreateJohnDeereCredentialRequest = {
  clientKey: string;
  clientSecret: string;
  refreshToken: string;
  clientEnvironment?: 'STAGE' | 'PRODUCTION';
};

export type CreateLeafUserRequest = CredentialReferences & {
  name: string;
  email: string;
  phone?: string | null;
  address?: string | null;
  externalId?: string | null;
};

export type CreateLindsayCredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  refreshToken: SecretText;
  clientEnvironment?: ClientEnvironment;
};

export type CreateMachineRequest = {
  name: string;
  serialNumber?: string | null;
  vin?: string | null;
  model?: string | null;
  make?: string | null;
  category?: string | null;
  modelYear?: number | null;
};

export type CreatePanoramaCredentialRequest = unknown | unknown;

export type CreateRavenCredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  refreshToken: SecretText;
};

export type CreateRavenSlingshotCredentialRequest = {
  apiKey: SecretText;
  accessKey: SecretText;
  sharedSecret: SecretText;
};

export type CreateSenteraCredentialRequest = {
  username: PlainText;
  password: SecretText;
  organizationName: PlainText;
};

export type CreateStaraCredentialRequest = {
  apiKey: SecretText;
  accessToken: SecretText;
  accessTokenClient: SecretText;
  refreshToken: SecretText;
};

export type CreateTrimbleCredentialRequest = {
  clientId: PlainText;
  clientSecret: SecretText;
  refreshToken: SecretText;
};

export type CreateValleyCredentialRequest = {
  apid: PlainText;
  initializationVector: SecretText;
  key: SecretText;
  username: PlainText;
  password: SecretText;
};

export type CreateWebhookRequest = {
  name: string;
  url: WebhookUrl;
  types?: EventPatterns;
};

export type CreatedMagicLink = {
  id: string;
  leafUserId: string;
  link: string;
  expiresAt: Timestamp;
  warnings?: MagicLinkWarnings;
};

export type CredentialEvent = {
  id: string;
  type: 'credential.created' | 'credential.replaced' | 'credential.status_changed' | 'credential.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    credentialId: string;
    status: 'OK' | 'UNAUTHENTICATED' | 'MISSING_PERMISSION' | 'TEMPORARILY_UNAVAILABLE' | 'UNVERIFIED';
    previousStatus?: 'OK' | 'UNAUTHENTICATED' | 'MISSING_PERMISSION' | 'TEMPORARILY_UNAVAILABLE' | 'UNVERIFIED';
    previousCredentialId?: string;
    organizationsBlocked?: number;
    error?: string;
    errorDescription?: string;
    movedToLeafUserId?: string;
    movedFromLeafUserId?: string;
  };
};

export type CredentialEventView = {
  id: string;
  createdDate: Timestamp;
  statusCode: number;
  headers: string;
  body: string;
  method: string;
  uri: string;
  bodySize: number;
  durationMillis: number;
  error?: string;
  errorDescription?: string;
};

export type CredentialFailureView = {
  kind: 'GRANT' | 'APPLICATION' | 'ACCESS_TOKEN' | 'PERMISSION' | 'PROVIDER';
  statusCode?: number;
  error?: string;
  errorDescription?: string;
  since: Timestamp;
  lastAt: Timestamp;
  attempts: number;
  nextProbeAt?: Timestamp;
};

export type CredentialHead = {
  id?: string;
  status?: CredentialStatus;
  createdTime?: Timestamp;
  failure?: CredentialFailureView;
};

export type CredentialReference = {
  id?: string;
} | null;

export type CredentialReferences = {
  johnDeereCredentials?: CredentialReference;
  trimbleCredentials?: CredentialReference;
  climateFieldViewCredentials?: CredentialReference;
  cnhiCredentials?: CredentialReference;
  cnhiFieldOpsCredentials?: CredentialReference;
  claasCredentials?: CredentialReference;
  agLeaderCredentials?: CredentialReference;
  ravenCredentials?: CredentialReference;
  ravenSlingshotCredentials?: CredentialReference;
  staraCredentials?: CredentialReference;
  senteraCredentials?: CredentialReference;
  agvanceCredentials?: CredentialReference;
  lindsayCredentials?: CredentialReference;
  valleyCredentials?: CredentialReference;
  panoramaCredentials?: CredentialReference;
  agrimaticsCredentials?: CredentialReference;
};

export type CredentialStatus = 'OK' | 'UNAUTHENTICATED' | 'MISSING_PERMISSION' | 'TEMPORARILY_UNAVAILABLE' | 'UNVERIFIED';

export type CredentialView = TrimbleCredentialView | ClimateFieldViewCredentialView | CNHICredentialView | CNHIFieldOpsCredentialView | CLAASCredentialView | AgLeaderCredentialView | RavenCredentialView | RavenSlingshotCredentialView | StaraCredentialView | SenteraCredentialView | AgVanceCredentialView | LindsayCredentialView | ValleyCredentialView | PanoramaCredentialView | AgrimaticsCredentialView;

export type CropConversionView = {
  crop?: string;
  poundsPerBushel?: number;
  standardMoisture?: number;
  source?: string;
};

export type CropOperationRequest = {
  id: string;
};

export type CropView = {
  id: string;
  message: string;
  leafFileId: string;
};

export type DownloadFilteredGeoparquetView = {
  downloadFilteredGeoparquet: string;
};

export type DownloadPolygonGeoparquetView = {
  downloadPolygonGeoparquet: string;
};

export type DownloadStandardGeoparquetView = {
  downloadStandardGeoparquet: string;
};

export type EarlierGeometryView = {
  geometry: MultiPolygon;
  area: Area;
  validity: 'VALID' | 'INVALID';
  fixStatus?: 'FIXED';
  problems?: string;
  validFrom: Timestamp;
  replacedAt: Timestamp;
};

export type EnableFieldsRequest = {
  providerOrgId?: string;
  growerId?: number;
  farmId?: number;
  all?: true;
};

export type EnableGrowersRequest = {
  growerIds: Array<number>;
};

export type EnabledFieldsView = {
  enabled: number;
  syncRunId?: string;
};

export type ErrorKey = 'addressRefused' | 'alertSecretIsFixed' | 'alertTypesAreFixed' | 'appKeyAmbiguous' | 'appKeyMissing' | 'appKeyNotFound' | 'applicationRefused' | 'batchNotFound' | 'boundaryNotFound' | 'clientEnvironmentNotSupported' | 'configurationTooLarge' | 'credentialAlreadyExists' | 'credentialsMissingPermission' | 'credentialsNotFound' | 'credentialsUnauthenticated' | 'eventNotFound' | 'eventRegisteredTwice' | 'eventsExpired' | 'externalIdTaken' | 'farmNotEditable' | 'farmNotFound' | 'fieldAlreadyExists' | 'fieldBeingSent' | 'fieldExistsAtProvider' | 'fieldNotComplete' | 'fieldNotEditable' | 'fieldNotFound' | 'fieldScopeNotFound' | 'fieldScopeNotValid' | 'fieldsNotFound' | 'fileNotFound' | 'fileNotProcessed' | 'fileNotReadable' | 'fileNotZip' | 'fileUploadNotSupported' | 'filesNotFound' | 'filesNotProcessed' | 'filesOfDifferentCrops' | 'filesOfDifferentOrganizations' | 'filesOfDifferentProviders' | 'filesOfDifferentTypes' | 'filesOfDifferentUsers' | 'filteredGeojsonNotEnabled' | 'geoParquetNotEnabled' | 'geoTiffNotEnabled' | 'growerNotEditable' | 'growerNotFound' | 'growersNotFound' | 'imageNotFound' | 'imagesNotEnabled' | 'implementNotFound' | 'invalidGeometry' | 'machineNotEditable' | 'machineNotFound' | 'magicLinkNotFound' | 'operationNotFound' | 'operatorNotFound' | 'organizationBlocked' | 'originalFileNotFound' | 'outsideFieldGeojsonNotEnabled' | 'polygonsNotEnabled' | 'previousSecretSigns' | 'providerNotSupported' | 'providerOrganizationNotFound' | 'providerTotalNotFound' | 'providerUnavailable' | 'refreshPending' | 'refusedByProvider' | 'responseTooLarge' | 'sessionsNotEnabled' | 'shapefileTooLarge' | 'statusNotAllowed' | 'statusesNotValid' | 'syncGuarded' | 'syncRunNotFound' | 'tooManyFields' | 'tooManyFiles' | 'tooManyUploads' | 'tooManyWebhooks' | 'uploadNotFound' | 'uploadOffsetNotCurrent' | 'uploadPartMissing' | 'userNotFound' | 'webhookNotConfirmed' | 'webhookNotFound';

export type EventPageView = {
  items: Array<EventView>;
  next: number;
  more: boolean;
};

export type EventPatterns = Array<string>;

export type EventView = OrganizationEvent | CredentialEvent | SyncRunEvent | FieldEvent | BoundaryEvent | BatchEvent | MachineFileEvent | OperationEvent | MachineEvent | ImplementEvent | OperatorEvent | ProviderApplicationEvent | WebhookEvent;

export type ExplanationStep = {
  step: 'CREDENTIAL' | 'ORGANIZATION' | 'CONFIGURATION' | 'PERMISSIONS' | 'FIELD_DATA' | 'RECORD' | 'BOUNDARY' | 'LAST_RUN' | 'NEXT_RUN' | 'CONVERSION' | 'POINTS' | 'OPERATION';
  outcome: 'OK' | 'STOPS' | 'INFO';
  code: 'CREDENTIAL_OK' | 'CREDENTIAL_TEMPORARILY_UNAVAILABLE' | 'CREDENTIAL_UNAUTHENTICATED' | 'CREDENTIAL_MISSING_PERMISSION' | 'CREDENTIAL_UNVERIFIED' | 'CREDENTIAL_MISSING' | 'ORGANIZATION_SELECTED_BY_CALLER' | 'ORGANIZATION_SELECTED_BY_CONFIGURATION' | 'ORGANIZATION_PREVIEW_BY_CALLER' | 'ORGANIZATION_PREVIEW_BY_CONFIGURATION' | 'ORGANIZATION_PREVIEW_AFTER_REPAIR' | 'ORGANIZATION_BLOCKED_NOT_CONNECTED' | 'ORGANIZATION_BLOCKED_SCOPE_MISSING' | 'ORGANIZATION_BLOCKED_CUSTOMER_ACTION_REQUIRED' | 'ORGANIZATION_BLOCKED_NOT_VISIBLE' | 'ORGANIZATION_BLOCKED_CREDENTIAL_REVOKED' | 'ORGANIZATION_NOT_LISTED' | 'ORGANIZATION_NEVER_LISTED' | 'ORGANIZATION_DATA_SYNC_ALL' | 'ORGANIZATION_DATA_SYNC_SELECTED_ONLY' | 'CUSTOM_DATA_SYNC_ON' | 'CUSTOM_DATA_SYNC_OFF' | 'FIELDS_AUTO_SYNC_ON' | 'FIELDS_AUTO_SYNC_OFF' | 'KINDS_PERMITTED' | 'KINDS_WITHHELD' | 'SCOPES_SUFFICIENT' | 'SCOPES_MISSING' | 'OPERATION_NOTIFICATIONS_REFUSED' | 'FIELD_DATA_VISIBLE' | 'FIELD_DATA_HIDDEN' | 'FIELD_DATA_NOT_READ' | 'RECORD_STORED' | 'RECORD_MISSING' | 'RECORD_REMOVED' | 'RECORD_NEVER_LISTED' | 'FIELD_PREVIEW' | 'FIELD_WAITING' | 'FIELD_PROCESSED' | 'BOUNDARY_VALID' | 'BOUNDARY_FIXED' | 'BOUNDARY_INVALID' | 'BOUNDARY_NOT_FETCHED' | 'BOUNDARY_WITHHELD' | 'BOUNDARY_REMOVED' | 'BOUNDARY_NONE' | 'RUN_NONE' | 'RUN_WAITING' | 'RUN_RUNNING' | 'RUN_SUCCEEDED' | 'RUN_UNCHANGED' | 'RUN_PARTIAL' | 'RUN_GUARDED' | 'RUN_FAILED' | 'RUN_STOPPED' | 'NEXT_RUN_DUE' | 'NEXT_RUN_IN_PROGRESS' | 'NEXT_RUN_NONE' | 'FILE_ORGANIZATION_HIDDEN' | 'FIELD_OPERATION_CREATION_ON' | 'FIELD_OPERATION_CREATION_OFF' | 'FILE_CONVERTED' | 'FILE_PROCESSING' | 'FILE_FAILED' | 'FILE_POINTS_KEPT' | 'FILE_POINTS_REJECTED' | 'FILE_WITHOUT_POINTS' | 'FILE_IN_NO_FIELD' | 'FILE_FIELD_HIDDEN' | 'FILE_FIELD_WITHOUT_BOUNDARY' | 'FILE_MERGE_WAITING' | 'FILE_MERGED_ON_REQUEST' | 'FILE_NOT_MERGED' | 'FILE_IN_OPERATION';
  detail: string;
  change?: string;
  at?: Timestamp;
  link?: string;
};

export type ExplanationView = {
  subject: {
    type: 'ACCOUNT' | 'ORGANIZATION' | 'GROWER' | 'FARM' | 'FIELD';
    leafUserId: string;
    provider: 'JohnDeere' | 'Trimble';
    providerOrgId?: string;
    id?: string;
    providerId?: string;
    name?: string;
  };
  present: boolean;
  reason: string;
  chain: Array<ExplanationStep>;
};

export type FailedCalls = {
  items: Array<{
    apiOwner: string;
    createdAt: Timestamp;
    url: string;
    requestBody: string;
    status?: number;
    response?: string;
    connectionError?: string;
  }>;
};

export type FailedStepView = {
  leafFiles: Array<string>;
  status: 'failed';
  message: string;
};

export type FarmRequest = {
  name?: string | null;
  growerId?: number | null;
};

export type FarmView = {
  id: number;
  name?: string;
  providerId?: number;
  providerName?: string;
  providerFarmId?: string;
  providerFarmName?: string;
  leafUserId: string;
  fieldIds: Array<string>;
  growerId?: number;
  createdTime: Timestamp;
  updatedTime: Timestamp;
};

export type FieldDataAmounts = {
  growers: number;
  farms: number;
  fields: number;
  hectares: number;
};

export type FieldDataCountView = {
  from: string;
  to: string;
  days: Array<{
    day: string;
    organizations: number;
    growers: number;
    farms: number;
    fields: number;
  }>;
};

export type FieldEvent = {
  id: string;
  type: 'field.created' | 'field.updated' | 'field.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    fieldId: string;
    name: string;
    status: 'PREVIEW' | 'WAITING' | 'PROCESSED';
    providerOrgId?: string;
    providerFieldId?: string;
    source?: 'REST';
  };
};

export type FieldFileView = {
  id: string;
  operationType: 'planted' | 'applied' | 'harvested' | 'tillage';
  origin: 'provider' | 'automerged' | 'merged' | 'uploaded';
  startTime?: Timestamp;
  endTime?: Timestamp;
  crops: Array<string>;
  varieties: Array<string>;
  providerFileId?: string;
  provider: string;
  leafUserId: string;
};

export type FieldView = {
  id: string;
  leafUserId: string;
  name?: string;
  boundaries: Array<string>;
  providerName?: string;
  providerId?: number;
  providerFieldId?: string;
  providerFieldName?: string;
  providerBoundaryId?: string;
  organizationId?: string;
  type: 'ORIGINAL';
  farmId?: number;
  geometry?: MultiPolygon;
  area?: Area;
  createdTime: Timestamp;
  updatedTime: Timestamp;
  status: 'PREVIEW' | 'WAITING' | 'PROCESSED';
};

export type FieldsEnabledView = {
  message: 'SUCCESS';
};

export type FieldsSyncingView = {
  message: 'SUCCESS';
  syncRunIds: Array<string>;
};

export type FileExplanationView = {
  fileId: string;
  operations: Array<string>;
  reason: string;
  chain: Array<ExplanationStep>;
  rejected: Array<RejectedInStepView>;
};

export type FileOfMachineView = {
  id: string;
  leafFileId: string;
  machineId: string;
  startTime?: Timestamp;
  endTime?: Timestamp;
  distance?: MachineQuantityView;
  fuelConsumption?: MachineQuantityView;
};

export type FileStatusView = {
  originalFile: StepView;
  rawGeojson: StepView;
  standardGeojson: StepView;
  filteredGeojson: StepView;
  summary: StepView;
  units: StepView;
  propertiesPNGs: StepView;
  zippedPNGs: StepView;
};

export type FilteredGeojsonView = {
  filteredGeojson: string;
  downloadFilteredGeojson: string;
};

export type FindFieldsRequest = {
  geometry: GeoJson;
  intersectionThreshold?: number;
};

export type GeoJson = {
  type: 'Polygon' | 'MultiPolygon' | 'GeometryCollection' | 'Feature' | 'FeatureCollection';
};

export type GeotiffImageView = {
  property: string;
  url: string;
  downloadUrl: string;
};

export type GradientImageView = {
  property: string;
  ramp: ImageRampView;
  url: string;
  downloadUrl: string;
};

export type GrowerRequest = {
  name?: string | null;
};

export type GrowerView = {
  id: number;
  name?: string;
  leafUserId: string;
  providerName?: string;
  providerId?: number;
  providerGrowerId?: string;
  farmIds: Array<number>;
  createdTime: Timestamp;
  updatedTime: Timestamp;
};

export type HealthView = {
  status: 'UP';
  notRunning?: Array<string>;
  standby?: {
    inUse: boolean;
    reason?: string;
    lagSeconds?: number;
  };
};

export type ImageColorView = Array<number>;

export type ImageExtentView = {
  xmin: number;
  xmax: number;
  ymin: number;
  ymax: number;
};

export type ImageLegendView = {
  ranges: Array<ImageRangeView>;
};

export type ImageRampView = {
  '0%': ImageColorView;
  '35%': ImageColorView;
  '45%': ImageColorView;
  '55%': ImageColorView;
  '65%': ImageColorView;
  '75%': ImageColorView;
  '100%': ImageColorView;
  nv: ImageColorView;
};

export type ImageRangeView = {
  colorCode: string;
  min: number;
  max: number;
};

export type ImplementEvent = {
  id: string;
  type: 'implement.created' | 'implement.updated' | 'implement.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    implementId: string;
    name: string;
    originType: 'PROVIDER_POOLED';
    providerOrgId: string;
    providerImplementId: string;
  };
};

export type ImplementView = {
  id: string;
  leafUserId: string;
  name: string;
  provider?: string;
  providerImplementId?: string;
  providerOrganizationId?: string;
  originType: 'PROVIDER_POOLED' | 'FILE_POOLED' | 'USER_CREATED';
  createdTime: Timestamp;
  updatedTime?: Timestamp;
  serialNumber?: string;
  model?: string;
  make?: string;
  category?: string;
};

export type JohnDeereCredentialView = {
  id?: string;
  status?: CredentialStatus;
  createdTime?: Timestamp;
  failure?: CredentialFailureView;
  clientKey?: string;
  clientSecret?: MaskedSecret;
  refreshToken?: MaskedSecret;
  clientEnvironment?: 'STAGE' | 'PRODUCTION';
  accessToken?: MaskedSecret;
  tokenMetadata?: TokenMetadata;
};

export type LeafUserView = {
  id: string;
  name: string;
  email: string;
  phone?: string | null;
  address?: string | null;
  externalId?: string | null;
  trimbleCredentials?: TrimbleCredentialView;
  cnhiCredentials?: CNHICredentialView;
  johnDeereCredentials?: JohnDeereCredentialView;
  ravenCredentials?: RavenCredentialView;
  climateFieldViewCredentials?: ClimateFieldViewCredentialView;
  staraCredentials?: StaraCredentialView;
  agLeaderCredentials?: AgLeaderCredentialView;
  ravenSlingshotCredentials?: RavenSlingshotCredentialView;
  cnhiFieldOpsCredentials?: CNHIFieldOpsCredentialView;
  claasCredentials?: CLAASCredentialView;
  senteraCredentials?: SenteraCredentialView;
  agvanceCredentials?: AgVanceCredentialView;
  lindsayCredentials?: LindsayCredentialView;
  valleyCredentials?: ValleyCredentialView;
  panoramaCredentials?: PanoramaCredentialView;
  agrimaticsCredentials?: AgrimaticsCredentialView;
  apiOwnerUsername: string;
};

export type LeafUsersFound = {
  items: Array<{
    id: string;
    name: string;
    email: string;
    externalId?: string;
  }>;
  more: boolean;
};

export type LindsayCredentialView = CredentialHead & {
  clientId: string;
  clientSecret: MaskedSecret;
  refreshToken: MaskedSecret;
  clientEnvironment: 'STAGE' | 'PRODUCTION';
};

export type MachineEvent = {
  id: string;
  type: 'machine.created' | 'machine.updated' | 'machine.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider?: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider?: string;
    machineId: string;
    name: string;
    originType: 'USER_CREATED' | 'FILE_POOLED' | 'PROVIDER_POOLED';
    providerOrgId?: string;
    providerMachineId?: string;
  };
};

export type MachineFileEvent = {
  id: string;
  type: 'machine_file.processed' | 'machine_file.failed';
  timestamp: Timestamp;
  leafUserId: string;
  sequence: number;
  data: {
    leafUserId: string;
    fileId: string;
    origin: 'provider' | 'automerged' | 'merged' | 'uploaded';
    message: string;
  };
};

export type MachineFileView = {
  id: string;
  apiOwnerUsername: string;
  provider: string;
  fields: Array<string>;
  fileFormat: 'SHAPEFILE' | 'ISO11783' | 'GEOJSON' | 'JOHN_DEERE_LOG' | 'CN1' | 'AGDATA' | 'PRECISION_PLANTING' | 'TRIMBLE' | 'RAVEN' | 'MERGED' | 'PROVIDER_TOTALS' | 'UNKNOWN';
  fileName: string;
  originalFile?: string;
  downloadOriginalFile?: string;
  rawGeojson?: string;
  downloadRawGeojson?: string;
  standardGeojson?: string;
  downloadStandardGeojson?: string;
  leafUserId: string;
  summary?: ResultSummaryView;
  sources?: Array<string>;
  batchId?: string;
  organizationId?: string;
  status: 'processing' | 'processed' | 'failed';
  origin: 'provider' | 'automerged' | 'merged' | 'uploaded';
  sizeInBytes: number;
  operationType?: 'planted' | 'applied' | 'harvested' | 'tillage';
  crop?: string;
  message?: string;
  startTime?: Timestamp;
  endTime?: Timestamp;
  createdTime: Timestamp;
  updatedTime: Timestamp;
};

export type MachineQuantityView = {
  value: number;
  unit: string;
};

export type MachineSessionsView = {
  machineId?: string;
  serialNumber?: string;
  sessions: Array<SessionView>;
};

export type MachineView = {
  id: string;
  leafUserId: string;
  name: string;
  provider?: string;
  providerMachineId?: string;
  providerOrganizationId?: string;
  originType: 'PROVIDER_POOLED' | 'FILE_POOLED' | 'USER_CREATED';
  createdTime: Timestamp;
  createdAt?: Timestamp;
  updatedTime?: Timestamp;
  serialNumber?: string;
  vin?: string;
  model?: string;
  make?: string;
  category?: string;
  modelYear?: number;
};

export type MachineryView = {
  name: string;
  type: 'machine' | 'implement';
  serialNumber?: string;
  brand?: string;
};

export type MagicLinkAppKey = {
  provider: string;
  appName: string;
  clientEnvironment: string;
};

export type MagicLinkOfLeafUserRequest = {
  allowedProviders?: Array<string>;
  provider?: string;
  expiresIn?: number;
  appName?: string;
  clientEnvironment?: string;
  settings?: MagicLinkSettingsRequest;
};

export type MagicLinkRequest = {
  externalId: string;
  name?: string;
  email?: string;
  allowedProviders?: Array<string>;
  provider?: string;
  expiresIn?: number;
  appName?: string;
  clientEnvironment?: string;
  settings?: MagicLinkSettingsRequest;
};

export type MagicLinkSettings = {
  backgroundColor: string;
  headerImage?: string;
  companyLogo?: string;
  companyName?: string;
  showLeafUserName: boolean;
  disconnectEnabled: boolean;
};

export type MagicLinkSettingsRequest = {
  backgroundColor?: string;
  headerImage?: string;
  companyLogo?: string;
  companyName?: string;
  showLeafUserName?: boolean;
  disconnectEnabled?: boolean;
};

export type MagicLinkView = {
  id: string;
  createdAt: Timestamp;
  expiresAt: Timestamp;
  lastAccessedAt?: Timestamp;
  leafUserId: string;
  maxUsage: number;
  usageCount: number;
  widget: 'PROVIDER' | 'AUTHENTICATION';
  settings: MagicLinkSettings;
  allowedProviders?: Array<string>;
  provider?: string;
  appKeys: Array<MagicLinkAppKey>;
  warnings?: MagicLinkWarnings;
};

export type MagicLinkWarnings = Array<{
  code: 'imageNotSecure' | 'providerNotOffered';
  detail: string;
}>;

export type ManagementUri = string;

export type MaskedSecret = string;

export type MergeFilesRequest = {
  ids: Array<string>;
};

export type MergeFilesView = {
  id: string;
  status: 'SENT_TO_MERGE';
};

export type MultiPolygon = {
  type: 'MultiPolygon';
  coordinates: Array<Array<Array<Array<number>>>>;
};

export type OperationEvent = {
  id: string;
  type: 'operation.created' | 'operation.updated' | 'operation.processed' | 'operation.removed';
  timestamp: Timestamp;
  leafUserId: string;
  sequence: number;
  data: {
    leafUserId: string;
    operationId: string;
    fieldId: string;
  };
};

export type OperationFieldView = {
  id: string;
};

export type OperationImplementsView = {
  implements: Array<string>;
};

export type OperationMachinesView = {
  machines: Array<string>;
};

export type OperationOperatorsView = {
  operators: Array<string>;
};

export type OperationView = {
  id: string;
  apiOwnerUsername: string;
  leafUserId: string;
  startTime: Timestamp;
  endTime: Timestamp;
  updatedTime: Timestamp;
  type: 'planted' | 'applied' | 'harvested' | 'tillage';
  crop?: string;
  files: Array<string>;
  fields: Array<OperationFieldView>;
  providers: Array<string>;
};

export type OperatorEvent = {
  id: string;
  type: 'operator.created' | 'operator.updated' | 'operator.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    operatorId: string;
    name: string;
    originType: 'PROVIDER_POOLED';
    providerOrgId: string;
    providerOperatorId: string;
  };
};

export type OperatorView = {
  id: string;
  name: string;
  provider?: string;
  providerOperatorId?: string;
  providerOrganizationId?: string;
  originType: 'PROVIDER_POOLED' | 'FILE_POOLED' | 'USER_CREATED';
  license: string | null;
  updatedTime: Timestamp;
  status?: 'ACTIVE' | 'ARCHIVED';
};

export type OrganizationAtProviderView = {
  id: string;
  name: string;
  managementUri?: ManagementUri;
};

export type OrganizationCountView = {
  providerOrgId: string;
  providerOrgName?: string;
  status?: 'SELECTED' | 'PREVIEW' | 'BLOCKED';
  visible: boolean;
  growers: number;
  farms: number;
  fields: number;
  previews: number;
  hectares: number;
  lastReadAt?: Timestamp;
};

export type OrganizationDataSync = 'ALL' | 'SELECTED_ONLY' | null;

export type OrganizationEvent = {
  id: string;
  type: 'organization.seen' | 'organization.blocked' | 'organization.unblocked' | 'organization.selected' | 'organization.deselected' | 'organization.removed';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    providerOrgId: string;
    providerOrgName: string;
    status: 'SELECTED' | 'PREVIEW' | 'BLOCKED';
    previousStatus?: 'SELECTED' | 'PREVIEW' | 'BLOCKED';
    blockedReason?: 'NOT_CONNECTED' | 'SCOPE_MISSING' | 'CUSTOMER_ACTION_REQUIRED' | 'NOT_VISIBLE' | 'CREDENTIAL_REVOKED';
    managementUri?: string;
    actionUri?: string;
  };
};

export type OrganizationPage = Array<OrganizationView>;

export type OrganizationView = {
  providerOrgId: string;
  providerOrgName: string;
  status: 'SELECTED' | 'PREVIEW' | 'BLOCKED';
  managementUri?: ManagementUri;
  blockedReason?: 'NOT_CONNECTED' | 'SCOPE_MISSING' | 'CUSTOMER_ACTION_REQUIRED' | 'NOT_VISIBLE' | 'CREDENTIAL_REVOKED';
  actionUri?: string;
};

export type OrganizationsAtProviderView = {
  connectedOrganizations: Array<OrganizationAtProviderView>;
  notConnectedOrganizations: Array<OrganizationAtProviderView>;
};

export type OriginalOperationDataView = {
  originalOperationGrower: string;
  originalOperationFarm: string;
  originalOperationField: string;
  originalOperationType: string;
};

export type OutsideFieldView = {
  id?: string;
  fields: Array<string>;
  featureCount: number;
  outsideFieldGeojson: string;
  downloadOutsideFieldGeojson: string;
};

export type OwnerConfigurationView = {
  apiOwnerUsername: string;
  leafUserId: '';
  organizationDataSync: 'ALL' | 'SELECTED_ONLY';
  customDataSync: boolean;
  organizationsDataSync?: unknown;
};

export type PanoramaCredentialView = CredentialHead & {
  clientId: string;
  username: string;
  organizationCode: string;
  refreshToken: MaskedSecret;
  clientEnvironment: 'STAGE' | 'PRODUCTION';
};

export type PlainText = string;

export type PointCollectionView = {
  type: 'FeatureCollection';
  units?: UnitsView;
  features: Array<PointFeatureView>;
};

export type PointCountsView = {
  kept: number;
  rejected: Array<RejectedPointsView>;
};

export type PointFeatureView = {
  type: 'Feature';
  geometry: PointGeometryView;
  properties: PointPropertiesView;
};

export type PointGeometryView = {
  type: 'Point';
  coordinates: Array<number>;
} | null;

export type PointProductView = {
  name: string;
  rate?: AmountView;
};

export type PointPropertiesView = {
  timestamp?: PointTime;
  operationType: 'planted' | 'applied' | 'harvested' | 'tillage';
  rejectedBy?: string;
  rejectedFrom?: 'standardGeojson' | 'filteredGeojson';
  area?: number;
  distance?: number;
  elevation?: number;
  heading?: number;
  speed?: number;
  equipmentWidth?: number;
  fuelUsed?: number;
  seedRate?: number;
  seedRateTarget?: number;
  seedDepth?: number;
  downForce?: number;
  singulation?: number;
  skips?: number;
  doubles?: number;
  appliedRate?: number;
  appliedRateTarget?: number;
  harvestMoisture?: number;
  proteinPercentage?: number;
  wetMass?: number;
  wetMassPerArea?: number;
  wetVolume?: number;
  wetVolumePerArea?: number;
  dryMass?: number;
  dryMassPerArea?: number;
  dryVolume?: number;
  dryVolumePerArea?: number;
  providerVolumePerArea?: number;
  tillageDepthActual?: number;
  tillageDepthTarget?: number;
  sectionId?: number;
  originalOperationType?: string;
  crop?: string;
  variety?: string;
  tillType?: Array<string>;
  machinery?: Array<string>;
  products?: Array<PointProductView>;
};

export type PointTime = string;

export type PreviewView = {
  providerOrgId: string;
  providerOrgName: string;
  status: 'SELECTED' | 'PREVIEW';
  atProvider: FieldDataAmounts;
  complete: boolean;
  notPermitted: Array<'GROWER' | 'FARM' | 'FIELD' | 'BOUNDARY'>;
  stored: {
    growers: number;
    farms: number;
    fields: number;
    hectares: number;
    previews: number;
    operations: number;
    visible: boolean;
  };
  selecting: {
    growers: number;
    farms: number;
    fields: number;
    hectares: number;
    missing?: number;
    fieldsArriveAs: 'PREVIEW' | 'PROCESSED';
    startsImmediately: boolean;
  };
  deselecting: FieldDataAmounts;
  providerCalls: number;
};

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  path: string;
  message: string;
  entityName?: string;
  errorKey?: ErrorKey;
  params?: string;
  fieldErrors?: Array<{
    objectName: string;
    field: string;
    message: string;
  }>;
  requestId: string;
};

export type ProviderApplicationEvent = {
  id: string;
  type: 'provider_application.refused' | 'provider_application.recovered';
  timestamp: Timestamp;
  provider: string;
  sequence: number;
  data: {
    provider: string;
    application: string;
    statusCode: number;
    error?: string;
    errorDescription?: string;
    refusedSince?: Timestamp;
  };
};

export type ProviderApplicationView = {
  provider: 'JohnDeere' | 'Trimble';
  application: string;
  callsPerSecond?: number;
  callsToday: number;
  callsThisMonth: number;
  projectedCallsThisMonth: number;
  throttledThisMonth: number;
  lastThrottledAt?: Timestamp;
  throttledUntil?: Timestamp;
  refusal?: {
    statusCode: number;
    error?: string;
    errorDescription?: string;
    since: Timestamp;
    lastAt: Timestamp;
  };
};

export type PutBoundaryRequest = {
  geometry: GeoJson;
};

export type RavenCredentialView = CredentialHead & {
  clientId?: string;
  clientSecret?: MaskedSecret;
  refreshToken?: MaskedSecret;
};

export type RavenSlingshotCredentialView = CredentialHead & {
  apiKey?: MaskedSecret;
  accessKey?: MaskedSecret;
  sharedSecret?: MaskedSecret;
};

export type ReconciledTotalView = {
  name: 'totalArea' | 'totalWetMass' | 'totalDryMass' | 'totalDryVolume' | 'totalPlanted' | 'totalApplied' | 'harvestMoisture' | 'tillageDepthActual';
  points: AmountView;
  provider: AmountView;
  differencePercent?: number;
};

export type ReconciliationView = {
  computed?: AmountView;
  provider?: AmountView;
  differencePercent?: number;
  conversion?: CropConversionView;
  totals: Array<ReconciledTotalView>;
  filesWithoutTotals: number;
};

export type RecordCounts = {
  growers?: RecordTally;
  farms?: RecordTally;
  fields?: RecordTally;
  boundaries?: RecordTally;
};

export type RecordTally = {
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
};

export type RejectedInStepView = {
  step: string;
  reason: string;
  points: number;
};

export type RejectedPointsView = {
  reason: string;
  points: number;
};

export type ReplaceLeafUserRequest = CreateLeafUserRequest & {
  id: string;
};

export type ReplayRequest = {
  eventIds?: Array<string>;
  since?: string;
  until?: string;
  types?: EventPatterns;
};

export type ReplayView = {
  queued: number;
};

export type ResultSummaryView = {
  type: 'Feature';
  properties: SummaryPropertiesView;
  geometry: CoveredAreaView;
};

export type SecretText = string;

export type SenteraCredentialView = CredentialHead & {
  username: string;
  organizationName: string;
};

export type SessionAreaView = {
  value: number;
  unit: 'ha';
};

export type SessionAssetView = {
  id?: string;
  name: string;
};

export type SessionView = {
  id: string;
  startTime: string;
  endTime: string;
  operator?: SessionAssetView;
  implement?: SessionAssetView;
  area: SessionAreaView;
};

export type StandardGeojsonView = {
  standardGeojson: string;
  downloadStandardGeojson: string;
};

export type StaraCredentialView = CredentialHead & {
  apiKey?: MaskedSecret;
  accessToken?: MaskedSecret;
  accessTokenClient?: MaskedSecret;
  refreshToken?: MaskedSecret;
};

export type StatisticsView = {
  avg: number;
  min?: number;
  max?: number;
  avgTarget?: number;
  minTarget?: number;
  maxTarget?: number;
  unit?: string;
};

export type StepView = {
  status: 'processing' | 'processed' | 'failed' | 'skipped';
  message: string;
  points?: PointCountsView;
};

export type SummariesView = {
  message: 'SUCCESS';
  summaries: Array<SummaryView>;
};

export type SummaryPropertiesView = {
  operationType: 'planted' | 'applied' | 'harvested' | 'tillage';
  originalOperationType: string;
  startTime?: PointTime;
  endTime?: PointTime;
  crop: Array<string>;
  machinery: Array<MachineryView>;
  originalOperationData?: OriginalOperationDataView;
  totalArea: AmountView;
  totalDistance?: AmountView;
  totalFuelUsed?: AmountView;
  totalPlanted?: AmountView;
  totalApplied?: AmountView;
  totalWetMass?: AmountView;
  totalDryMass?: AmountView;
  totalWetVolume?: AmountView;
  totalDryVolume?: AmountView;
  elevation?: StatisticsView;
  speed?: StatisticsView;
  seedRate?: StatisticsView;
  seedDepth?: StatisticsView;
  singulation?: StatisticsView;
  downForce?: StatisticsView;
  skips?: StatisticsView;
  doubles?: StatisticsView;
  appliedRate?: StatisticsView;
  wetMass?: StatisticsView;
  dryMass?: StatisticsView;
  wetVolume?: StatisticsView;
  dryVolume?: StatisticsView;
  wetMassPerArea?: StatisticsView;
  dryMassPerArea?: StatisticsView;
  wetVolumePerArea?: StatisticsView;
  dryVolumePerArea?: StatisticsView;
  harvestMoisture?: StatisticsView;
  proteinPercentage?: StatisticsView;
  tillageDepthActual?: StatisticsView;
  tillageDepthTarget?: StatisticsView;
  tillType?: Array<string>;
  tankMix?: boolean;
  varieties?: Array<VarietyView>;
  products?: Array<AppliedProductView>;
};

export type SummaryView = {
  provider: string;
  leafUserId: string;
  growers?: number;
  farms?: number;
  fields?: number;
  operations?: number;
  syncReferenceTime?: Timestamp;
};

export type SyncRunEvent = {
  id: string;
  type: 'sync_run.succeeded' | 'sync_run.failed' | 'sync_run.guarded';
  timestamp: Timestamp;
  leafUserId: string;
  provider: string;
  sequence: number;
  data: {
    leafUserId: string;
    provider: string;
    syncRunId: string;
    state: 'SUCCEEDED' | 'PARTIAL' | 'FAILED' | 'GUARDED';
    cause: 'CREDENTIAL' | 'SCHEDULE' | 'REQUEST' | 'SELECTION' | 'FIELDS' | 'ENABLE' | 'NOTIFICATION';
    forced: boolean;
    durationMillis?: number;
    organizations: SyncRunOrganizationCounts;
    records: RecordCounts;
    providerCalls: number;
    failure?: string;
    failedOrganizations?: Array<{
      providerOrgId: string;
      state: 'FAILED' | 'GUARDED';
      failure: string;
    }>;
  };
};

export type SyncRunOrganizationCounts = {
  added: number;
  changed: number;
  unchanged: number;
  blocked: number;
};

export type SyncRunPartView = {
  providerOrgId: string;
  state: 'WAITING' | 'RUNNING' | 'SUCCEEDED' | 'UNCHANGED' | 'GUARDED' | 'FAILED' | 'STOPPED';
  records: RecordCounts;
  notPermitted: Array<'GROWER' | 'FARM' | 'FIELD' | 'BOUNDARY'>;
  providerCalls: number;
  startedAt?: Timestamp;
  endedAt?: Timestamp;
  failure?: string;
};

export type SyncRunView = {
  id: string;
  leafUserId: string;
  provider: 'JohnDeere' | 'Trimble';
  state: 'RUNNING' | 'SUCCEEDED' | 'UNCHANGED' | 'PARTIAL' | 'GUARDED' | 'FAILED';
  cause: 'CREDENTIAL' | 'SCHEDULE' | 'REQUEST' | 'SELECTION' | 'FIELDS' | 'ENABLE' | 'NOTIFICATION';
  forced: boolean;
  startedAt: Timestamp;
  endedAt?: Timestamp;
  durationMillis?: number;
  organizations: SyncRunOrganizationCounts;
  records: RecordCounts;
  progress: {
    organizations: number;
    done: number;
    fieldsRead: number;
  };
  providerCalls: number;
  failure?: string;
  missingScopes?: Array<string>;
  unexpected?: Array<UnexpectedValueView>;
  parts?: Array<SyncRunPartView>;
};

export type SystemView = {
  version: string;
  time: string;
  nodes?: Array<{
    name: string;
    host: string;
    version: string;
    startedAt: string;
    seenAt: string;
    alive: boolean;
    working: number;
  }>;
  queues: Array<{
    task: string;
    due: number;
    working: number;
    oldestDueAt?: string;
  }>;
  database?: {
    version: string;
    sizeBytes: number;
  };
};

export type Timestamp = string;

export type TokenMetadata = {
  scopes: Array<string>;
};

export type TokenView = {
  id_token: string;
};

export type TrimbleCredentialView = CredentialHead & {
  clientId?: string;
  clientSecret?: MaskedSecret;
  refreshToken?: MaskedSecret;
  accessToken?: MaskedSecret;
  tokenMetadata?: TokenMetadata;
};

export type UncoveredFilesView = {
  files: Array<string>;
};

export type UnexpectedValueView = {
  providerOrgId?: string;
  kind: 'ORGANIZATION' | 'GROWER' | 'FARM' | 'FIELD' | 'BOUNDARY';
  record?: string;
  path: string;
  expected: string;
};

export type UnitsView = {
  area?: string;
  distance?: string;
  elevation?: string;
  heading?: string;
  speed?: string;
  equipmentWidth?: string;
  fuelUsed?: string;
  seedRate?: string;
  seedRateTarget?: string;
  seedDepth?: string;
  downForce?: string;
  singulation?: string;
  skips?: string;
  doubles?: string;
  appliedRate?: string;
  appliedRateTarget?: string;
  harvestMoisture?: string;
  proteinPercentage?: string;
  wetMass?: string;
  wetMassPerArea?: string;
  wetVolume?: string;
  wetVolumePerArea?: string;
  dryMass?: string;
  dryMassPerArea?: string;
  dryVolume?: string;
  dryVolumePerArea?: string;
  providerVolumePerArea?: string;
  tillageDepthActual?: string;
  tillageDepthTarget?: string;
};

export type UpdateFieldRequest = {
  name?: string | null;
  farmId?: number | null;
  geometry?: GeoJson;
};

export type UpdateMachineRequest = {
  name?: string;
  serialNumber?: string | null;
  vin?: string | null;
  model?: string | null;
  make?: string | null;
  category?: string | null;
  modelYear?: number | null;
};

export type UpdateWebhookRequest = {
  name?: string;
  url?: WebhookUrl;
  types?: EventPatterns;
  enabled?: boolean;
};

export type UploadEntryView = {
  id: string;
  fieldId: Array<string>;
  converterFormat: 'SHAPEFILE' | 'GEOJSON' | 'KML';
  leafUserId: string;
  uploadId: string;
  status: 'FINISHED' | 'PARTIALLY_FINISHED' | 'FAILED';
  createFieldErrorDetails: Array<string>;
  createdTime: Timestamp;
  processedTime: Timestamp;
};

export type UploadView = {
  id: string;
  leafUserId: string;
  fileName: string;
  status: 'PROCESSED' | 'FAILED';
  createdTime: Timestamp;
};

export type UploadedBatchView = {
  id: string;
  leafUserId: string;
  fileName: string;
  size: number;
  provider: BatchProvider;
  status: BatchStatus;
  uploadTimestamp: Timestamp;
};

export type ValleyCredentialView = CredentialHead & {
  apid: string;
  initializationVector: MaskedSecret;
  key: MaskedSecret;
  username: string;
};

export type VarietyView = {
  name: string;
  area: AmountView;
  rate?: StatisticsView;
  totalPlanted?: AmountView;
  harvestMoisture?: StatisticsView;
  wetMass?: AmountView;
  dryMass?: AmountView;
  wetVolume?: AmountView;
  dryVolume?: AmountView;
  wetMassPerArea?: AmountView;
  dryMassPerArea?: AmountView;
};

export type WebhookAttemptView = {
  eventId: string;
  type: string;
  state: 'SUCCEEDED' | 'FAILED';
  number: number;
  at: Timestamp;
  tookMillis: number;
  statusCode?: number;
  failure?: 'REFUSED' | 'UNKNOWN_HOST' | 'NO_CONNECTION' | 'NO_TLS' | 'TIMEOUT' | 'BROKEN';
  response?: string;
  nextAttemptAt?: Timestamp;
};

export type WebhookAttempts = {
  items: Array<WebhookAttemptView>;
  next?: string;
  more: boolean;
};

export type WebhookEvent = {
  id: string;
  type: 'webhook.disabled';
  timestamp: Timestamp;
  sequence: number;
  data: {
    webhookId: string;
    url?: string;
    reason?: string;
  };
};

export type WebhookSecretView = {
  secret: string;
  previousSecretSignsUntil: Timestamp;
};

export type WebhookUrl = string;

export type WebhookView = {
  id: string;
  kind: 'STANDARD' | 'LEAF';
  name: string;
  url: string;
  types: Array<string>;
  enabled: boolean;
  disabledReason?: 'CALLER' | 'GONE' | 'FAILING';
  disabledAt?: Timestamp;
  failingSince?: Timestamp;
  behind: number;
  waiting: number;
  abandoned: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  secret?: string;
};
