using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the options of what the mock server does wrong.</summary>
internal static class MisbehaviourBuilder
{
    /// <summary>One, and what adding up shares such as 0.1 and 0.7 may miss it by.</summary>
    private const double Whole = 1 + 1e-9;

    /// <summary>Reads and checks.</summary>
    public static MockMisbehaviour Build(SettingsReader reader)
    {
        T Get<T>(MockPair<T> pair) => reader.Value(pair.For(reader.Command));
        RequireExclusive(reader);
        return new()
        {
            LoseRows = Get(MisbehaviourCatalogue.LoseRows),
            DoubleRows = Get(MisbehaviourCatalogue.DoubleRows),
            SwapRows = Get(MisbehaviourCatalogue.SwapRows),
            CorruptRows = Get(MisbehaviourCatalogue.CorruptRows),
            RowsInBoth = Get(MisbehaviourCatalogue.RowsInBoth),
            StripRows = Get(MisbehaviourCatalogue.StripRows),
            LyingCounts = Get(MisbehaviourCatalogue.LyingCounts),
            BackwardsStatus = Get(MisbehaviourCatalogue.BackwardsStatus),
            ShrinkingCounts = Get(MisbehaviourCatalogue.ShrinkingCounts),
            UnknownStatus = Get(MisbehaviourCatalogue.UnknownStatus),
            StuckFinalizing = Get(MisbehaviourCatalogue.StuckFinalizing),
            StuckCancelling = Get(MisbehaviourCatalogue.StuckCancelling),
            LateBatches = Get(MisbehaviourCatalogue.LateBatches),
            CutDownloads = Get(MisbehaviourCatalogue.CutDownloads),
            IncompleteDownloads = Get(MisbehaviourCatalogue.IncompleteDownloads),
            LateCommitRows = Get(MisbehaviourCatalogue.LateCommitRows),
            WrongLastLine = Get(MisbehaviourCatalogue.WrongLastLine),
            ChangeRows = Get(MisbehaviourCatalogue.ChangeRows),
            VanishRows = Get(MisbehaviourCatalogue.VanishRows),
            CancelLoseRows = Get(MisbehaviourCatalogue.CancelLoseRows),
            CancelDoubleRows = Get(MisbehaviourCatalogue.CancelDoubleRows),
            RetryLoseRows = Get(MisbehaviourCatalogue.RetryLoseRows),
            RetryDoubleRows = Get(MisbehaviourCatalogue.RetryDoubleRows),
            ListSkips = Get(MisbehaviourCatalogue.ListSkips),
            ListRepeats = Get(MisbehaviourCatalogue.ListRepeats),
            KeepExpired = Get(MisbehaviourCatalogue.KeepExpired),
            IgnoreExpiry = Get(MisbehaviourCatalogue.IgnoreExpiry),
            KeepDeleted = Get(MisbehaviourCatalogue.KeepDeleted),
            KeepResults = Get(MisbehaviourCatalogue.KeepResults),
            SurviveInput = Get(MisbehaviourCatalogue.SurviveInput),
            MissingUsage = Get(MisbehaviourCatalogue.MissingUsage),
            WrongUsage = Get(MisbehaviourCatalogue.WrongUsage),
            MissWindows = MissWindows(reader),
            HiddenAfterCreate = Get(MisbehaviourCatalogue.HiddenAfterCreate),
        };
    }

    private static void RequireExclusive(SettingsReader reader)
    {
        RequireOne(
            reader,
            "a batch ends in one way, so together they are at most 1",
            MockCatalogue.ExpireRate,
            MockCatalogue.BatchFailRate,
            MisbehaviourCatalogue.LateBatches,
            MisbehaviourCatalogue.StuckFinalizing
        );
        RequireOne(
            reader,
            "a row has one defect, so together they are at most 1",
            MisbehaviourCatalogue.LoseRows,
            MisbehaviourCatalogue.DoubleRows,
            MisbehaviourCatalogue.SwapRows,
            MisbehaviourCatalogue.CorruptRows,
            MisbehaviourCatalogue.RowsInBoth,
            MisbehaviourCatalogue.StripRows,
            MisbehaviourCatalogue.VanishRows,
            MisbehaviourCatalogue.CancelLoseRows,
            MisbehaviourCatalogue.CancelDoubleRows
        );
        RequireOne(
            reader,
            "a retried row has one defect, so together they are at most 1",
            MisbehaviourCatalogue.RetryLoseRows,
            MisbehaviourCatalogue.RetryDoubleRows
        );
        RequireOne(
            reader,
            "a page begins in one way, so together they are at most 1",
            MisbehaviourCatalogue.ListSkips,
            MisbehaviourCatalogue.ListRepeats
        );
    }

    private static IReadOnlyList<WindowMiss> MissWindows(SettingsReader reader)
    {
        var given = reader.Values(MisbehaviourCatalogue.MissWindow.For(reader.Command));
        return given.Count == 0 ? [] : [.. given.SelectMany(misses => misses)];
    }

    /// <summary>Shares that exclude each other; an error names those that were given.</summary>
    private static void RequireOne(SettingsReader reader, string problem, params IReadOnlyList<MockPair<double>> pairs)
    {
        var settings = pairs.Select(pair => pair.For(reader.Command)).ToList();
        var sum = settings.Sum(reader.Value);
        reader.Require(sum <= Whole, problem, [.. settings.Where(reader.IsGiven)]);
    }
}
