using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What is a fault of its own, and what only follows from one.</summary>
public sealed class PrimaryDefectTests
{
    private const string Garbage = "garbage";
    private const string Nameless = """{"response":{"status_code":200}}""";

    // Lines of the output file, and of what is found: missing, those that follow, all defects as faults.
    [Theory]
    [InlineData(new[] { "a", "b", "c", "d" }, 0, 0, 0)]
    [InlineData(new[] { "a", "b", "c" }, 1, 0, 1)]
    [InlineData(new[] { "a", "b", "c", Garbage }, 1, 1, 1)]
    [InlineData(new[] { "a", "b", "c", "stranger" }, 1, 1, 1)]
    [InlineData(new[] { "a", "b", "c", Nameless }, 1, 1, 1)]
    [InlineData(new[] { "a", "b", Garbage }, 2, 1, 2)]
    [InlineData(new[] { "a", Garbage, "stranger", Nameless }, 3, 3, 3)]
    [InlineData(new[] { "a", "b", "c", "d", Garbage, "stranger" }, 0, 0, 2)]
    [InlineData(new[] { "a", "b", "c", "c" }, 1, 0, 2)]
    [InlineData(new string[0], 4, 0, 4)]
    public void Judge_RowsThatAreMissed_FollowFromLinesThatCannotBeAssigned(
        string[] lines,
        long missing,
        long following,
        long faults
    )
    {
        var findings = Judge(lines, counts: null);

        Assert.Equal(missing, findings[ResultDefect.Missing]);
        Assert.Equal(following, findings.Following(ResultDefect.Missing));
        Assert.Equal(faults, findings.Total);
    }

    // Three of four rows in the output file, or all of them; what the counts say; whether they disagree, and whether that
    // follows.
    [Theory]
    [InlineData(3, 4, 4, 0, 1, 1)]
    [InlineData(3, 4, 3, 1, 1, 1)]
    [InlineData(3, 3, 3, 0, 1, 1)]
    [InlineData(3, 4, 3, 0, 0, 0)]
    [InlineData(3, 5, 5, 0, 1, 0)]
    [InlineData(3, 4, 2, 0, 1, 0)]
    [InlineData(4, 4, 4, 0, 0, 0)]
    [InlineData(4, 5, 5, 0, 1, 0)]
    [InlineData(4, 4, 3, 1, 1, 0)]
    [InlineData(4, 3, 4, 0, 1, 0)]
    public void Judge_Counts_FollowFromRowsWhereTheyAreRightOtherwise(
        int rows,
        long total,
        long completed,
        long failed,
        long disagree,
        long following
    )
    {
        string[] ids = ["a", "b", "c", "d"];

        var findings = Judge(ids[..rows], new RequestCounts(total, completed, failed));

        Assert.Equal(disagree, findings[ResultDefect.CountsDisagree]);
        Assert.Equal(following, findings.Following(ResultDefect.CountsDisagree));
        Assert.Equal(4 - rows + disagree - following, findings.Total);
    }

    [Theory]
    [InlineData(4, null, null, 0)]
    [InlineData(null, 4, null, 0)]
    [InlineData(null, null, 0, 0)]
    [InlineData(null, 4, 0, 0)]
    [InlineData(5, null, null, 1)]
    [InlineData(null, 3, null, 1)]
    [InlineData(4, null, 1, 1)]
    public void Judge_CountsThatAreNotThere_AreUnknownAndNotZero(
        int? total,
        int? completed,
        int? failed,
        long disagree
    ) =>
        Assert.Equal(
            disagree,
            Judge(["a", "b", "c", "d"], new RequestCounts(total, completed, failed))[ResultDefect.CountsDisagree]
        );

    [Fact]
    public void Judge_UnknownCounts_AreShownAsUnknown() =>
        Assert.Equal(
            ["says ? completed + ? failed of 5, files have 4 + 0 of 4"],
            Judge(["a", "b", "c", "d"], new RequestCounts(5, null, null)).Examples(ResultDefect.CountsDisagree)
        );

    private static ResultFindings Judge(string[] lines, RequestCounts? counts)
    {
        var check = new ResultCheck(CheckMode.Full);
        var ids = new ListedIds(["a", "b", "c", "d"]);
        using var output = check.NewFile(ids, isOutput: true);
        foreach (var line in lines)
        {
            var text = line is Garbage or Nameless
                ? line
                : $$$"""{"custom_id":"{{{line}}}","response":{"status_code":200}}""";
            output.Consume(Encoding.UTF8.GetBytes(text + "\n"));
        }

        Assert.Null(output.Complete());
        var batch = new Batch
        {
            Id = "batch-1",
            Status = new BatchStatus(BatchState.Completed, "completed"),
            OutputFileId = "out-1",
            Counts = counts,
        };
        return check.Judge(ids, batch, output, errors: null)!;
    }
}
