using BatchLoadTest.Checks.Cancel;
using BatchLoadTest.Checks.Concurrency;
using BatchLoadTest.Checks.Content;
using BatchLoadTest.Checks.Create;
using BatchLoadTest.Checks.Errors;
using BatchLoadTest.Checks.Files;
using BatchLoadTest.Checks.Idempotence;
using BatchLoadTest.Checks.Keys;
using BatchLoadTest.Checks.Lifecycle;
using BatchLoadTest.Checks.Lists;
using BatchLoadTest.Checks.Metadata;
using BatchLoadTest.Checks.Partial;
using BatchLoadTest.Checks.Preflight;
using BatchLoadTest.Checks.Results;
using BatchLoadTest.Checks.ResultsRoute;
using BatchLoadTest.Checks.Retry;
using BatchLoadTest.Checks.Security;
using BatchLoadTest.Checks.Upload;

namespace BatchLoadTest.Checks.Catalogue;

/// <summary>
/// All checks, in the order in which they are made. What has to wait for the end of a batch comes last, so that the batch is worked on
/// while the rest is looked at.
/// </summary>
public static class AllChecks
{
    /// <summary>The checks.</summary>
    /// <param name="warnings">What a person should look at in the data file.</param>
    public static IReadOnlyList<ICheck> Create(IReadOnlyList<string> warnings) =>
        [
            .. PreflightChecks.Create(warnings),
            .. KeysChecks.Create(),
            .. UploadChecks.Create(),
            .. MetadataChecks.Create(),
            .. ContentChecks.Create(),
            .. FilesChecks.Create(),
            .. CreateChecks.Create(),
            .. PartialChecks.Create(),
            .. ConcurrencyChecks.Create(),
            .. ListChecks.Create(),
            .. IdempotenceChecks.Create(),
            .. CancelChecks.Create(),
            .. RetryChecks.Create(),
            .. IdempotenceChecks.Deletions(),
            .. ErrorsChecks.Create(),
            .. SecurityChecks.Create(),
            .. PreflightChecks.OfTheEnd(),
            .. LifecycleChecks.Create(),
            .. ResultsChecks.Create(),
            .. PartialChecks.OfTheEnd(),
            .. CancelChecks.OfTheEnd(),
            .. ResultsRouteChecks.OfTheEnd(),
        ];
}
