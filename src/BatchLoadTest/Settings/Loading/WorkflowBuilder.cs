using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Scenarios.Deleting;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Scenarios.Retrying;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the workflow's options from its settings.</summary>
internal static class WorkflowBuilder
{
    private const long ShortestMaxLine = 1_000;
    private const long LongestMaxLine = 1_000_000_000;

    /// <summary>Reads and checks.</summary>
    public static WorkflowOptions Build(SettingsReader reader, SettingFiles files, Dialect dialect)
    {
        CheckUsage(reader, dialect);
        CheckEstimate(reader, dialect);
        var maxLine = reader.Value(WorkflowCatalogue.MaxLine);
        var options = new WorkflowOptions
        {
            Verify = reader.Value(WorkflowCatalogue.Verify),
            Endpoint = reader.Value(WorkflowCatalogue.Endpoint),
            CompletionWindow = reader.Value(WorkflowCatalogue.CompletionWindow),
            Metadata = Metadata(reader),
            StepWait = reader.Value(LoadCatalogue.StepWait),
            PollInterval = reader.Value(WorkflowCatalogue.PollInterval),
            PollBackoff = reader.Value(WorkflowCatalogue.PollBackoff),
            PollMaxInterval = reader.Value(WorkflowCatalogue.PollMaxInterval),
            MaxPolls = MaxPolls(reader),
            BatchTimeout = reader.TryGet(WorkflowCatalogue.BatchTimeout, out var limit) ? limit : null,
            MaxRetries = reader.Value(WorkflowCatalogue.MaxRetries),
            Cancel = reader.Value(WorkflowCatalogue.Cancel),
            CancelTimeout = reader.Value(WorkflowCatalogue.CancelTimeout),
            Retry = Retry(reader, dialect),
            DeleteInput = DeleteInput(reader),
            ExpireFiles = reader.TryGet(WorkflowCatalogue.ExpireFiles, out var expiry) ? expiry : null,
            Read = Read(reader),
            ReadInterval = reader.Value(WorkflowCatalogue.ReadInterval),
            ReadAgain = ReadAgain(reader),
            List = reader.Value(WorkflowCatalogue.List),
            CheckResults = reader.Value(WorkflowCatalogue.CheckResults),
            MaxLine = (int)Math.Clamp(maxLine, ShortestMaxLine, LongestMaxLine),
            CheckUsage = reader.Value(WorkflowCatalogue.CheckUsage),
            UsageTimeout = reader.Value(WorkflowCatalogue.UsageTimeout),
            Estimate = reader.Value(WorkflowCatalogue.Estimate),
            SaveOutputs = SaveOutputs(reader, files),
            KeepFiles = reader.Value(WorkflowCatalogue.KeepFiles),
            CleanUpTimeout = reader.Value(WorkflowCatalogue.CleanUpTimeout),
        };
        reader.Require(
            maxLine is >= ShortestMaxLine and <= LongestMaxLine,
            "must be from 1KB to 1GB; each user that reads so long a line holds it in memory",
            WorkflowCatalogue.MaxLine
        );
        reader.Require(
            options.PollInterval <= options.PollMaxInterval,
            "the first wait must not be longer than the longest",
            WorkflowCatalogue.PollInterval,
            WorkflowCatalogue.PollMaxInterval
        );
        return options;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Metadata(SettingsReader reader)
    {
        var metadata = reader.Values(WorkflowCatalogue.Metadata);
        reader.Require(
            metadata.All(pair => pair.Key is not ("test_run" or "user")),
            "test_run and user are set by the program",
            WorkflowCatalogue.Metadata
        );
        reader.Require(
            metadata.Select(pair => pair.Key).Distinct(StringComparer.Ordinal).Count() == metadata.Count,
            "a key must not be given twice",
            WorkflowCatalogue.Metadata
        );
        // One and the same where there is none, so that equal options are equal.
        return metadata.Count == 0 ? [] : metadata;
    }

    // Found out before the load, not after it.
    private static string? SaveOutputs(SettingsReader reader, SettingFiles files)
    {
        if (!reader.TryGet(WorkflowCatalogue.SaveOutputs, out var folder))
        {
            return null;
        }

        var full = files.FullPath(folder);
        reader.Require(!File.Exists(full), "that is a file; name a folder", WorkflowCatalogue.SaveOutputs);
        reader.Require(
            SettingFiles.CanHold(Path.Combine(full, "any")),
            "no file can be made there",
            WorkflowCatalogue.SaveOutputs
        );
        return full;
    }

    /// <summary>Whether output is read while its batch runs, of the whole run or of a class.</summary>
    public static bool Reads(SettingsReader reader) =>
        reader.Value(WorkflowCatalogue.Read) != ReadMode.End
        || reader.Values(DataCatalogue.Class).Any(each => each.Read is not (null or ReadMode.End));

    private static ReadAgainPlan ReadAgain(SettingsReader reader)
    {
        var plan = reader.Value(WorkflowCatalogue.ReadAgain);
        reader.Require(
            plan.Share == 0 || reader.Value(WorkflowCatalogue.CheckResults) == CheckMode.Full,
            "which rows a read had is known of --check-results full only",
            WorkflowCatalogue.ReadAgain,
            WorkflowCatalogue.CheckResults
        );
        return plan;
    }

    /// <summary>Whether batches are cancelled, of the whole run or of a class.</summary>
    public static bool Cancels(SettingsReader reader) =>
        reader.Value(WorkflowCatalogue.Cancel).Share > 0
        || reader.Values(DataCatalogue.Class).Any(each => each.Cancel is { Share: > 0 });

    private static RetryPlan Retry(SettingsReader reader, Dialect dialect)
    {
        var share = reader.Value(WorkflowCatalogue.RetryFailed);
        reader.Require(
            share == 0 || dialect.RetriesBatches,
            $"{dialect.Service} does no rows of an ended batch again; leave it out",
            WorkflowCatalogue.RetryFailed
        );
        reader.Require(
            share > 0 || !reader.IsGiven(WorkflowCatalogue.RetryBy),
            "needs --retry-failed",
            WorkflowCatalogue.RetryBy
        );
        if (share == 0)
        {
            reader.Disregard(WorkflowCatalogue.RetryBy);
            return RetryPlan.None;
        }

        return new RetryPlan(share, reader.Value(WorkflowCatalogue.RetryBy));
    }

    /// <summary>Whether inputs of running batches are deleted, of the whole run or of a class.</summary>
    public static bool Deletes(SettingsReader reader) =>
        reader.Value(WorkflowCatalogue.DeleteInput).Share > 0
        || reader.Values(DataCatalogue.Class).Any(each => each.DeleteInput is { Share: > 0 });

    // No batch has both: what became of it would be the one's doing or the other's.
    private static DeletePlan DeleteInput(SettingsReader reader)
    {
        var (cancel, plan) = (reader.Value(WorkflowCatalogue.Cancel), reader.Value(WorkflowCatalogue.DeleteInput));
        const string Problem = "a batch is cancelled or loses its input, so together they are at most 1";
        reader.Require(
            AreExclusive(cancel.Share, plan.Share),
            Problem,
            WorkflowCatalogue.Cancel,
            WorkflowCatalogue.DeleteInput
        );
        reader.Require(
            reader
                .Values(DataCatalogue.Class)
                .All(each => AreExclusive((each.Cancel ?? cancel).Share, (each.DeleteInput ?? plan).Share)),
            Problem,
            DataCatalogue.Class
        );
        return plan;
    }

    // What adding up shares such as 0.1 and 0.9 may miss 1 by.
    private static bool AreExclusive(double cancelled, double deleted) => cancelled + deleted <= 1 + 1e-9;

    private static ReadMode Read(SettingsReader reader)
    {
        var mode = reader.Value(WorkflowCatalogue.Read);
        reader.Require(
            !Reads(reader) || reader.Value(WorkflowCatalogue.CheckResults) == CheckMode.Full,
            "which rows a read had is known of --check-results full only",
            mode == ReadMode.End ? DataCatalogue.Class : WorkflowCatalogue.Read,
            WorkflowCatalogue.CheckResults
        );
        var follows =
            mode == ReadMode.Follow || reader.Values(DataCatalogue.Class).Any(each => each.Read == ReadMode.Follow);
        reader.Require(
            follows || !reader.IsGiven(WorkflowCatalogue.ReadInterval),
            "needs --read follow",
            WorkflowCatalogue.ReadInterval
        );
        if (!follows)
        {
            reader.Disregard(WorkflowCatalogue.ReadInterval);
        }

        return mode;
    }

    private static void CheckEstimate(SettingsReader reader, Dialect dialect) =>
        reader.Require(
            !reader.Value(WorkflowCatalogue.Estimate) || dialect.EstimatesCost,
            $"{dialect.Service} estimates no cost of a file; leave it out",
            WorkflowCatalogue.Estimate
        );

    private static void CheckUsage(SettingsReader reader, Dialect dialect)
    {
        var isAsked = reader.Value(WorkflowCatalogue.CheckUsage);
        reader.Require(
            !isAsked || dialect.TokenSums != TokenSumsPlace.None,
            $"{dialect.Service} does not say what the rows of a batch took together; leave it out",
            WorkflowCatalogue.CheckUsage
        );
        reader.Require(
            !isAsked || reader.Value(WorkflowCatalogue.CheckResults) == CheckMode.Full,
            "what rows took is known of --check-results full only",
            WorkflowCatalogue.CheckUsage,
            WorkflowCatalogue.CheckResults
        );
        reader.Require(
            isAsked || !reader.IsGiven(WorkflowCatalogue.UsageTimeout),
            "needs --check-usage",
            WorkflowCatalogue.UsageTimeout
        );
        if (!isAsked)
        {
            reader.Disregard(WorkflowCatalogue.UsageTimeout);
        }
    }

    // Where something else ends the waiting, or the person waits for as long as it takes, a healthy batch that takes
    // half an hour must not be given up.
    private static int MaxPolls(SettingsReader reader) =>
        reader.TryGet(WorkflowCatalogue.MaxPolls, out var given) ? given
        : reader.IsGiven(WorkflowCatalogue.BatchTimeout) || !reader.IsGiven(LoadCatalogue.RunTime) ? int.MaxValue
        : WorkflowOptions.DefaultMaxPolls;
}
