namespace BatchLoadTest.MockServer.Counting;

/// <summary>What a request asks for; also how it is counted.</summary>
internal enum RequestKind
{
    FilesUpload,
    FilesMetadata,
    FilesContent,
    FilesOutputContent,
    FilesErrorContent,
    FilesDelete,
    FilesList,
    FilesCostEstimate,
    BatchesCreate,
    BatchesGet,
    BatchesCancel,
    BatchesDelete,
    BatchesList,
    BatchesAnalytics,
    BatchesResults,
    BatchesRetry,
    BatchesRetryRequests,
    ModelsList,
    KeysCreate,
    KeysDelete,
    KeysList,
    Login,
    UsersCurrent,
    Other,
}
