using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Terminal;

public sealed class FailureMatrixTableTests
{
    [Fact]
    public void SeveralStepsAndKinds_AreATable() =>
        Assert.Equal(
            [
                "failures   http_503   timeout   all",
                "poll             20         -    20",
                "create            1         3     4",
                "all              21         3    24",
                "",
            ],
            Lines(
                120,
                SampleRun.Failure(Step.Create, "timeout", 3, ""),
                SampleRun.Failure(Step.Poll, "http_503", 20, ""),
                SampleRun.Failure(Step.Create, "http_503", 1, "")
            )
        );

    [Fact]
    public void OneStepOrOneKind_IsNone()
    {
        Assert.Empty(
            Lines(120, SampleRun.Failure(Step.Poll, "timeout", 3, ""), SampleRun.Failure(Step.Poll, "dns", 3, ""))
        );
        Assert.Empty(
            Lines(120, SampleRun.Failure(Step.Poll, "dns", 3, ""), SampleRun.Failure(Step.Create, "dns", 3, ""))
        );
    }

    [Fact]
    public void ThatDoesNotFit_IsNone()
    {
        string[] kinds =
        [
            "connection_refused",
            "connection_reset",
            "connection_closed",
            "truncated_body",
            "content_mismatch",
        ];
        FailureSummary[] failures =
        [
            .. kinds.Select(kind => SampleRun.Failure(Step.Poll, kind, 3, "")),
            SampleRun.Failure(Step.Create, kinds[0], 1, ""),
        ];

        Assert.Empty(Lines(200, failures));
        Assert.NotEmpty(Lines(80, failures[..3].Append(failures[^1]).ToArray()));
        Assert.Empty(Lines(40, failures[..3].Append(failures[^1]).ToArray()));
    }

    private static List<string> Lines(int width, params FailureSummary[] failures) =>
        [
            .. FailureMatrixTable
                .Of(SampleRun.Busy with { Failures = failures }, width, Glyphs.Unicode)
                .Select(line => line.ToString()),
        ];
}
