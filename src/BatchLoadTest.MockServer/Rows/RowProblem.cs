namespace BatchLoadTest.MockServer.Rows;

/// <summary>What is wrong with a row.</summary>
/// <param name="Code">OpenAI's code for it.</param>
/// <param name="Message">In words.</param>
/// <param name="Param">The member at fault.</param>
/// <param name="Line">The line, from 1; null if it is about the whole file.</param>
internal sealed record RowProblem(string Code, string Message, string? Param = null, int? Line = null)
{
    /// <summary>How many are kept of a file and of a batch: one of bad rows only would otherwise keep them all.</summary>
    public const int MostKept = 100;

    /// <summary>Not readable as a request at all.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Of a model that is not the account's to use: refused otherwise (403) than what is wrong (400).</summary>
    public bool IsForbidden { get; init; }

    public static RowProblem Unreadable(string message) => new("invalid_json_line", message) { IsUnreadable = true };
}
