using BatchLoadTest.MockServer.Batches;

namespace BatchLoadTest.MockServer.Defects;

/// <summary>Adds up what is wrong with the results of ended batches. Not safe for several threads at once.</summary>
internal sealed class DefectTally
{
    private readonly long[] _byDefect = new long[Enum.GetValues<RowDefect>().Length];
    private long _refused;
    private long _cut;
    private long _cutOff;
    private long _incomplete;

    public DefectTally() { }

    private DefectTally(DefectTally other)
    {
        other._byDefect.CopyTo(_byDefect, 0);
        (_refused, _cut, _cutOff, _incomplete) = (other._refused, other._cut, other._cutOff, other._incomplete);
    }

    public DefectTally Copy() => new(this);

    public void Add(Batch batch, in BatchState state)
    {
        if (batch.CutsOutput(state))
        {
            _cut++;
            _cutOff += state.Completed - DownloadCut.LinesBefore(state.Completed);
        }

        if (batch.ResultsIn(state) is not { } results)
        {
            return;
        }

        for (var defect = 0; defect < _byDefect.Length; defect++)
        {
            _byDefect[defect] += results.With((RowDefect)defect);
        }

        _refused += results.Refused;
        _incomplete += results.With(RowDefect.Withheld) > 0 ? 1 : 0;
    }

    /// <summary>Together with what polls were shown.</summary>
    public MockDefectCounts Counts(ShownDefects shown) =>
        new()
        {
            RowsLost = Of(RowDefect.Lost),
            RowsDoubled = Of(RowDefect.Doubled),
            RowsSwapped = Of(RowDefect.Swapped),
            RowsCorrupted = Of(RowDefect.Corrupted),
            RowsInBoth = Of(RowDefect.InBoth),
            RowsStripped = Of(RowDefect.StrippedOfId) + Of(RowDefect.StrippedOfResult),
            RowsStrippedOfId = Of(RowDefect.StrippedOfId),
            RowsNon2xx = _refused,
            RowsWithheld = Of(RowDefect.Withheld),
            RowsCutOff = _cutOff,
            BatchesLying = shown.Of(BatchDefects.LyingCounts),
            BatchesBackwards = shown.Of(BatchDefects.BackwardsStatus),
            BatchesShrinking = shown.Of(BatchDefects.ShrinkingCounts),
            BatchesUnknownStatus = shown.Of(BatchDefects.UnknownStatus),
            BatchesStuck = shown.Of(BatchDefects.Stuck),
            BatchesLate = shown.Of(BatchDefects.Late),
            DownloadsCut = _cut,
            DownloadsIncomplete = _incomplete,
        };

    private long Of(RowDefect defect) => _byDefect[(int)defect];
}
