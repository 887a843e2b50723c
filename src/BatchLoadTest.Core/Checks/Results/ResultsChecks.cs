using BatchLoadTest.Checks.Exhibits;

namespace BatchLoadTest.Checks.Results;

/// <summary>What the result files of a batch hold.</summary>
public static class ResultsChecks
{
    private const string Source = "OpenAI: batch output object";

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [new DownloadCheck(), .. OfRows, .. OfLines, .. OfBodies, .. OfErrors, .. FileChecks.All];

    private static SimpleCheck[] OfRows =>
        [
            Of("none_missing", "every row has a line in one of the files", CheckWorth.Must, RowIds.NoneMissing),
            Of("none_twice", "no row has two lines", CheckWorth.Must, RowIds.NoneTwice),
            Of("none_foreign", "no line is of a row that was not sent", CheckWorth.Must, RowIds.NoneForeign),
            Of("counts", "the batch's counts are the lines of its files", CheckWorth.Must, RowIds.Counts),
        ];

    private static SimpleCheck[] OfLines =>
        [
            Of("whole", "every line is a JSON object", CheckWorth.Must, Lines.Whole),
            Of("last_line", "the last line has its end", CheckWorth.Differs, Lines.LastEnd),
            Of("shape", "a line has id, response and error", CheckWorth.Should, Lines.Shape),
            Of("line_ids", "every line has an id of its own", CheckWorth.Should, Lines.Ids),
            Of("status_code", "a response has its status_code", CheckWorth.Should, Lines.StatusCodes),
            Of("request_id", "a response has its request_id", CheckWorth.Differs, Lines.RequestIds),
        ];

    private static SimpleCheck[] OfBodies =>
        [
            Of("body", "a response's body is an object, no text", CheckWorth.Should, Bodies.Objects),
            Of("kind", "an answer is of the endpoint's own kind", CheckWorth.Should, Bodies.Kinds),
            Of("tokens", "an answer says what it took", CheckWorth.Should, Bodies.Usages),
            Of("row_model", "an answer names its model", CheckWorth.Differs, Bodies.Models),
        ];

    private static SimpleCheck[] OfErrors =>
        [Of("error_words", "a row that failed says why", CheckWorth.Should, Lines.ErrorWords)];

    internal static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, ResultFiles, CheckResult> judge
    ) =>
        new(
            new("results." + name, requirement, worth, Source),
            ["results.download"],
            scene =>
                scene.Exhibits.Results is { } files ? judge(scene, files) : CheckResult.NotSeen("no batch has ended")
        );
}
