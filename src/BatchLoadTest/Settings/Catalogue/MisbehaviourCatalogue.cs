using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>What the mock server does wrong, so that the checks of results can be proven.</summary>
internal static class MisbehaviourCatalogue
{
    public static readonly MockPair<double> LoseRows = MockPair.Share("lose-rows", "Rows in neither file.");

    public static readonly MockPair<double> DoubleRows = MockPair.Share(
        "double-rows",
        "Rows twice in the output file."
    );

    public static readonly MockPair<double> SwapRows = MockPair.Share("swap-rows", "Rows under a foreign custom_id.");

    public static readonly MockPair<double> CorruptRows = MockPair.Share("corrupt-rows", "Rows whose line is no JSON.");

    public static readonly MockPair<double> RowsInBoth = MockPair.Share(
        "rows-in-both",
        "Rows in output and error file."
    );

    public static readonly MockPair<double> StripRows = MockPair.Share(
        "strip-rows",
        "Rows without custom_id, or with no result."
    );

    public static readonly MockPair<double> LyingCounts = MockPair.Share("lying-counts", "Batches with wrong counts.");

    public static readonly MockPair<double> BackwardsStatus = MockPair.Share(
        "backwards-status",
        "Batches that show an earlier status once."
    );

    public static readonly MockPair<double> ShrinkingCounts = MockPair.Share(
        "shrinking-counts",
        "Batches whose completed count drops once."
    );

    public static readonly MockPair<double> UnknownStatus = MockPair.Share(
        "unknown-status",
        "Batches that are warming_up once."
    );

    public static readonly MockPair<double> StuckFinalizing = MockPair.Share(
        "stuck-finalizing",
        "Batches that finalize for ever."
    );

    public static readonly MockPair<double> StuckCancelling = MockPair.Share(
        "stuck-cancelling",
        "Batches that cancel for ever."
    );

    public static readonly MockPair<double> LateBatches = MockPair.Share(
        "late-batches",
        "Batches completed after expires_at."
    );

    public static readonly MockPair<double> CutDownloads = MockPair.Share(
        "cut-downloads",
        "Output files that break off midway."
    );

    public static readonly MockPair<double> IncompleteDownloads = MockPair.Share(
        "incomplete-downloads",
        "Output files with X-Incomplete, without their last rows."
    );

    public static readonly MockPair<double> LateCommitRows = MockPair.Share(
        "late-commit-rows",
        "Rows of running batches that show up late, before others that were there."
    );

    public static readonly MockPair<double> WrongLastLine = MockPair.Share(
        "wrong-last-line",
        "Running batches whose output file says an X-Last-Line one too high."
    );

    public static readonly MockPair<double> ChangeRows = MockPair.Share(
        "change-rows",
        "Rows whose answer is another from the second download on."
    );

    public static readonly MockPair<double> VanishRows = MockPair.Share(
        "vanish-rows",
        "Rows that are gone once the output file was read."
    );

    public static readonly MockPair<double> CancelLoseRows = MockPair.Share(
        "cancel-lose-rows",
        "Rows of cancelled batches that are counted, and in neither file."
    );

    public static readonly MockPair<double> CancelDoubleRows = MockPair.Share(
        "cancel-double-rows",
        "Rows of cancelled batches in both files, or twice in the output file."
    );

    public static readonly MockPair<double> RetryLoseRows = MockPair.Share(
        "retry-lose-rows",
        "Retried rows that are counted, and in neither file."
    );

    public static readonly MockPair<double> RetryDoubleRows = MockPair.Share(
        "retry-double-rows",
        "Retried rows that are in the output file then, and still in the error file."
    );

    public static readonly MockPair<double> ListSkips = MockPair.Share(
        "list-skips",
        "Pages of lists that begin one file or batch too late."
    );

    public static readonly MockPair<double> ListRepeats = MockPair.Share(
        "list-repeats",
        "Pages of lists that begin with the last file or batch of the one before."
    );

    public static readonly MockPair<double> KeepExpired = MockPair.Share(
        "keep-expired",
        "Uploads that are served after they have expired."
    );

    public static readonly MockPair<double> IgnoreExpiry = MockPair.Share(
        "ignore-expiry",
        "Uploads that take no note of expires_after."
    );

    public static readonly MockPair<double> KeepDeleted = MockPair.Share(
        "keep-deleted",
        "Uploads that are served after their deletion."
    );

    public static readonly MockPair<double> KeepResults = MockPair.Share(
        "keep-results",
        "Batches that go with their input and whose result files are served."
    );

    public static readonly MockPair<double> SurviveInput = MockPair.Share(
        "survive-input",
        "Batches that go on when their input is deleted, as with other services than the control layer."
    );

    public static readonly MockPair<double> MissingUsage = MockPair.Share(
        "missing-usage",
        "Rows whose answer has no usage."
    );

    public static readonly MockPair<double> WrongUsage = MockPair.Share(
        "wrong-usage",
        "Batches whose usage or analytics have a token too many."
    );

    public static readonly MockPair<IReadOnlyList<WindowMiss>> MissWindow = new(
        new("miss-window", WindowMissText.Parse)
        {
            Placeholder = "WINDOW=SHARE",
            IsRepeatable = true,
            Commands = CommandKinds.Mock,
            Description = "Batches of one completion window completed after expires_at.",
        }
    );

    public static readonly MockPair<TimeSpan> HiddenAfterCreate = MockPair.Time(
        "hidden-after-create",
        "0s",
        "How long a new batch is answered 404."
    );

    /// <summary>The settings as the mock command has them.</summary>
    public static readonly SettingSection AloneSection = new("Misbehaviour", List(CommandKinds.Mock));

    /// <summary>The settings as a run has them.</summary>
    public static readonly SettingSection InsideSection = new(
        "Misbehaviour of the mock server inside (only with --host mock)",
        List(CommandKinds.Run)
    );

    private static IReadOnlyList<Setting> List(CommandKinds command) =>
        [
            LoseRows.For(command),
            DoubleRows.For(command),
            SwapRows.For(command),
            CorruptRows.For(command),
            RowsInBoth.For(command),
            StripRows.For(command),
            LyingCounts.For(command),
            BackwardsStatus.For(command),
            ShrinkingCounts.For(command),
            UnknownStatus.For(command),
            StuckFinalizing.For(command),
            StuckCancelling.For(command),
            LateBatches.For(command),
            CutDownloads.For(command),
            IncompleteDownloads.For(command),
            LateCommitRows.For(command),
            WrongLastLine.For(command),
            ChangeRows.For(command),
            VanishRows.For(command),
            CancelLoseRows.For(command),
            CancelDoubleRows.For(command),
            RetryLoseRows.For(command),
            RetryDoubleRows.For(command),
            ListSkips.For(command),
            ListRepeats.For(command),
            KeepExpired.For(command),
            IgnoreExpiry.For(command),
            KeepDeleted.For(command),
            KeepResults.For(command),
            SurviveInput.For(command),
            MissingUsage.For(command),
            WrongUsage.For(command),
            MissWindow.For(command),
            HiddenAfterCreate.For(command),
        ];
}
