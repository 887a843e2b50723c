namespace BatchLoadTest.Measurements;

/// <summary>What can be wrong with the results of a batch. The values index arrays: keep them dense and from 0.</summary>
public enum ResultDefect
{
    /// <summary>A row of the input that is in neither result file.</summary>
    Missing,

    /// <summary>A further result of a row within the same file.</summary>
    Duplicated,

    /// <summary>A result whose id is not in the input: another batch's, or nobody's.</summary>
    Foreign,

    /// <summary>A row with a result in the output file and in the error file.</summary>
    InBoth,

    /// <summary>A line that is no JSON object.</summary>
    Malformed,

    /// <summary>A line without id, or with neither a response nor an error.</summary>
    LacksMembers,

    /// <summary>A batch whose <c>request_counts</c> disagree with the rows found.</summary>
    CountsDisagree,

    /// <summary>A file of an ended batch that the service itself calls incomplete (<c>X-Incomplete: true</c>).</summary>
    Incomplete,

    /// <summary>
    /// A completed batch that names no output file though not all of its rows are in an error file. Its rows are not
    /// called missing as well.
    /// </summary>
    NoOutput,

    /// <summary>A line longer than is read (<c>--max-line</c>), skipped to its end.</summary>
    TooLong,

    /// <summary>A file that is one JSON array instead of one JSON object a line. Its rows are not read.</summary>
    JsonArray,

    /// <summary>A line whose <c>custom_id</c> is no text: a number, as a rule.</summary>
    IdNotText,

    /// <summary>
    /// A row of the output file that is another one, gone or new when the file is read a second time (<c>--read-again</c>).
    /// </summary>
    Unstable,

    /// <summary>
    /// A batch of which the service says another sum of tokens than its rows do. Found after the batch was recorded
    /// (<see cref="UsageCheck"/>), so that it is in no <see cref="ResultFindings"/>.
    /// </summary>
    UsageDisagrees,
}
