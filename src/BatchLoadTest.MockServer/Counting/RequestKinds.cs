namespace BatchLoadTest.MockServer.Counting;

internal static class RequestKinds
{
    /// <summary>The names in the counts, in the order of <see cref="RequestKind"/>.</summary>
    public static readonly string[] Names =
    [
        "files.upload",
        "files.metadata",
        "files.content",
        "files.output_content",
        "files.error_content",
        "files.delete",
        "files.list",
        "files.cost_estimate",
        "batches.create",
        "batches.get",
        "batches.cancel",
        "batches.delete",
        "batches.list",
        "batches.analytics",
        "batches.results",
        "batches.retry",
        "batches.retry_requests",
        "models.list",
        "keys.create",
        "keys.delete",
        "keys.list",
        "login",
        "users.current",
        "other",
    ];

    /// <summary>Account requests take the account's credentials and answer as the control layer in every flavour.</summary>
    public static bool IsAccount(this RequestKind kind) =>
        kind
            is RequestKind.KeysCreate
                or RequestKind.KeysDelete
                or RequestKind.KeysList
                or RequestKind.Login
                or RequestKind.UsersCurrent;
}
