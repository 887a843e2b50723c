using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Support.Samples;

/// <summary>A run in which every text that comes from outside is the same one.</summary>
internal static class HostileRun
{
    /// <summary>A lively run with the given text everywhere.</summary>
    public static RunReport Of(string text)
    {
        var run = SimulatedRun.Lively();
        var batch = Measure.Batch(BatchOutcome.Failed) with
        {
            BatchId = text,
            Detail = text,
            LastStatus = text,
            Statuses = [new StatusSeen(text, TimeSpan.Zero)],
        };
        return run with
        {
            Run = run.Run with
            {
                Id = text,
                Host = text,
                Engine = text,
                Version = text,
                Tags = [new(text, text)],
                Environment = [new(text, text)],
                Settings = [new(text, text, text)],
                MergedFrom = [text],
            },
            Ending = run.Ending with { Problem = text, Notices = [text] },
            Thresholds = [new(text, text, 1, text, ThresholdVerdict.Failed)],
            Final = run.Final with
            {
                Failures = [SampleRun.Failure(Step.Upload, text, 1, text)],
                Lists = run.Final.Lists with
                {
                    Due = 1,
                    Kinds =
                    [
                        .. run.Final.Lists.Kinds.Select(list =>
                            list with
                            {
                                DoubledExamples = [text],
                                MissingExamples = [text],
                                Problems = [text],
                            }
                        ),
                    ],
                },
                Batches = run.Final.Batches with
                {
                    Examples = [batch],
                    Reads = new ReadSummary
                    {
                        Asked = 1,
                        Batches = 1,
                        Examples = [.. ReadFaults.All.Select(_ => (IReadOnlyList<string>)[text])],
                    },
                    Results = run.Final.Batches.Results with
                    {
                        Examples = [.. ResultDefects.All.Select(_ => (IReadOnlyList<string>)[text])],
                    },
                },
            },
        };
    }
}
