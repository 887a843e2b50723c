using System.Text;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>Checks a data file line by line; names file and line of everything that a service would refuse.</summary>
internal sealed class DataFileCheck
{
    private const int MaxProblems = 10;

    private readonly string path;
    private readonly LineSplitter lines = new();
    private readonly LineSplitter.LineHandler take;
    private readonly List<string> problems = [];

    private readonly FileIds ids = new();
    private readonly List<long> lineOfRow = [];
    private string? endpoint;
    private long endpointLine;
    private long line;
    private long blankLine;
    private long unnamed;

    public DataFileCheck(string path)
    {
        this.path = path;
        take = Take;
    }

    public void Consume(ReadOnlySpan<byte> piece) => lines.Consume(piece, take);

    /// <exception cref="DataFileException">Something is wrong.</exception>
    public (FileIds Ids, string Endpoint) Complete()
    {
        lines.Complete(take);
        if (line == 0 || (ids.Count == 0 && problems.Count == 0))
        {
            problems.Add($"{path}: is empty");
        }

        if (unnamed > 0)
        {
            problems.Add($"{path}: and {unnamed} more problems");
        }

        return problems.Count == 0 ? (ids, endpoint!) : throw new DataFileException(problems);
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        line++;
        if (text.Trim(" \t"u8).IsEmpty)
        {
            blankLine = line;
            return;
        }

        if (blankLine != 0)
        {
            // Only now: blank lines at the end are harmless, in the middle services refuse them.
            Report(blankLine, "is blank");
            blankLine = 0;
        }

        if (line == 1 && text.StartsWith(Encoding.UTF8.Preamble))
        {
            Report(line, "begins with a byte order mark; save the file as UTF-8 without one");
            return;
        }

        if (!RequestLine.TryParse(text, out var request, out var problem))
        {
            Report(line, problem);
            return;
        }

        Check(request);
    }

    private void Check(in RequestLine request)
    {
        if (request.CustomId.IsEmpty)
        {
            Report(line, "has no \"custom_id\"");
        }

        lineOfRow.Add(line);
        var start = lines.LineStart + request.IdStart;
        if (!ids.TryAdd(request.CustomId, start, request.IdLength, out var first) && !request.CustomId.IsEmpty)
        {
            Report(line, $"repeats the custom_id '{Show(request.CustomId)}' of line {lineOfRow[first]}");
        }

        if (!Ascii.EqualsIgnoreCase(request.Method, "POST"u8))
        {
            Report(line, "has no \"method\":\"POST\"");
        }

        CheckUrl(request.Url);
        if (!request.HasBody)
        {
            Report(line, "has no \"body\" object");
        }
    }

    private void CheckUrl(ReadOnlySpan<byte> url)
    {
        if (url.IsEmpty || url[0] != (byte)'/')
        {
            Report(line, "has no \"url\" that begins with a slash, such as \"/v1/chat/completions\"");
        }
        else if (endpoint is null)
        {
            endpoint = Encoding.UTF8.GetString(url);
            endpointLine = line;
        }
        else if (!Ascii.Equals(url, endpoint))
        {
            Report(line, $"has the url '{Show(url)}', line {endpointLine} has '{endpoint}'; a batch has one endpoint");
        }
    }

    private void Report(long number, string problem)
    {
        if (problems.Count < MaxProblems)
        {
            problems.Add($"{path}: line {number} {problem}");
        }
        else
        {
            unnamed++;
        }
    }

    private static string Show(ReadOnlySpan<byte> text) => ErrorText.OneLine(Encoding.UTF8.GetString(text));
}
