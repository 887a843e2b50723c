using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Rows;

/// <summary>Splits an upload into rows as it arrives, checks each, and notes where it lies.</summary>
internal sealed class RowCollector(FlavourRules rules, int maxRows, IReadOnlyList<string> models)
{
    /// <summary>OpenAI's words for a line that it cannot read.</summary>
    private const string NotJson = "This line is not parseable as valid JSON.";

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private readonly List<RowSpan> rows = [];
    private readonly List<RowProblem> problems = [];
    private readonly Dictionary<string, int> urls = new(StringComparer.Ordinal);
    private readonly RowGroups groups = new();

    /// <summary>
    /// The custom_ids seen. Only for the flavour that looks for repeated ones: the control layer takes them.
    /// </summary>
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private string? model;
    private long offset;
    private int line;
    private bool tooMany;

    public IReadOnlyList<RowSpan> Rows => rows;

    public IReadOnlyList<RowProblem> Problems => problems;

    public IReadOnlyDictionary<string, int> Urls => urls;

    public RowGroups Groups => groups;

    /// <summary>
    /// Takes the whole lines at the beginning of the window.
    /// </summary>
    /// <param name="window">What has arrived and was not taken yet.</param>
    /// <param name="searched">How much of it is known to hold no line end.</param>
    /// <returns>How many bytes were taken.</returns>
    public int TakeLines(ReadOnlySpan<byte> window, int searched)
    {
        var taken = 0;
        while (true)
        {
            var end = window[searched..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return taken;
            }

            var next = searched + end + 1;
            TakeLine(window[taken..next]);
            taken = next;
            searched = next;
        }
    }

    /// <summary>Takes what is left after the last line end, which may be a line too.</summary>
    public void TakeRest(ReadOnlySpan<byte> rest)
    {
        TakeLine(rest);
        if (rows.Count == 0 && problems.Count == 0)
        {
            Note(new RowProblem("empty_file", "File contains no valid request templates"));
        }
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        var start = offset;
        offset += line.Length;
        this.line++;
        var body = line.TrimStart(Blanks);
        start += line.Length - body.Length;
        var row = body.TrimEnd(Blanks);
        if (row.IsEmpty || tooMany)
        {
            return;
        }

        if (rows.Count == maxRows)
        {
            tooMany = true;
            var message = $"File contains {maxRows + 1} requests, which exceeds the maximum of {maxRows}";
            Note(new RowProblem("too_many_tasks", message));
            return;
        }

        TakeRow(row, start);
    }

    private void TakeRow(ReadOnlySpan<byte> row, long start)
    {
        var reader = new RowReader(row);
        if (!reader.TryRead(out var reason))
        {
            Note(RowProblem.Unreadable(reason) with { Line = line });
            return;
        }

        var problem = rules.RefusesBadRows ? RowRules.ControlLayer(reader) : RowRules.OpenAI(reader, ids, model);
        model ??= reader.Model;
        if (problem is null && models.Count > 0 && !models.Contains(reader.Model, StringComparer.Ordinal))
        {
            problem = RowRules.NoModel(reader.Model);
        }

        if (problem is not null)
        {
            Note(problem with { Line = line });
        }

        if (reader.Url is not null)
        {
            urls.TryAdd(reader.Url, line);
        }

        var kind = groups.Add(reader, row.Length);
        rows.Add(new RowSpan(start, row.Length, reader.CustomIdStart, reader.CustomIdLength, kind, reader.MaxTokens));
    }

    private void Note(RowProblem problem)
    {
        if (rules.RefusesBadRows)
        {
            throw Refusal(
                problem.IsUnreadable ? $"Invalid JSON on line {problem.Line}: {problem.Message}"
                    : problem.Line is null ? problem.Message
                    : $"Line {problem.Line}: {problem.Message}",
                problem
            );
        }

        if (problems.Count < RowProblem.MostKept)
        {
            problems.Add(problem.IsUnreadable ? problem with { Message = NotJson } : problem);
        }
    }

    private static RefusedException Refusal(string message, RowProblem problem) =>
        new(
            problem.IsForbidden
                ? ApiError.Forbidden(message)
                : ApiError.BadRequest(message, problem.Param ?? "file", problem.Code)
        );
}
