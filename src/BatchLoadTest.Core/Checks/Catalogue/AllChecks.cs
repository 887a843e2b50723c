using BatchLoadTest.Checks.Content;
using BatchLoadTest.Checks.Create;
using BatchLoadTest.Checks.Errors;
using BatchLoadTest.Checks.Files;
using BatchLoadTest.Checks.Keys;
using BatchLoadTest.Checks.Metadata;
using BatchLoadTest.Checks.Preflight;
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
            .. CreateChecks.Create(),
            .. ErrorsChecks.Create(),
            .. SecurityChecks.Create(),
            .. FilesChecks.Create(),
            .. PreflightChecks.OfTheEnd(),
        ];
}
