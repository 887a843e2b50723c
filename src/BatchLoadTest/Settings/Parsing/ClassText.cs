using BatchLoadTest.Scenarios.Data;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>
/// Reads a class of batches: <c>name=big,generate=20000x2KB,window=1h,weight=1</c>. No value holds a comma.
/// </summary>
internal static class ClassText
{
    private const int LongestName = 40;
    private const int MostRows = 1_000_000;
    private const double HeaviestWeight = 1_000_000;

    private const string Form =
        "write MEMBER=VALUE, with commas between, of name, data or generate, model, window, endpoint, read, cancel, delete-input, weight "
        + "or rate, and threshold (repeatable), such as name=big,generate=20000x2KB,window=1h,weight=1";

    /// <summary>Reads a class.</summary>
    public static Parsed<GivenClass> Parse(string text)
    {
        var given = new GivenClass("");
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var member in text.Split(','))
        {
            var parts = member.Split('=', 2);
            var name = parts[0].Trim().ToLowerInvariant();
            var value = parts.Length == 2 ? parts[1].Trim() : "";
            if (value.Length == 0 || value.Any(char.IsControl))
            {
                return Parsed.Bad<GivenClass>($"'{member.Trim()}' is no member with a value; {Form}");
            }

            if (!seen.Add(name) && name != "threshold")
            {
                return Parsed.Bad<GivenClass>($"{name} is given twice");
            }

            if (Read(given, name, value, out given) is { } problem)
            {
                return Parsed.Bad<GivenClass>(problem);
            }
        }

        return Problem(given) is { } wrong ? Parsed.Bad<GivenClass>(wrong) : Parsed.Ok(given);
    }

    private static string? Problem(GivenClass given) =>
        given.Name.Length == 0 ? $"name is missing; {Form}"
        : given is { Data: not null, Rows: not null } ? "data and generate contradict each other"
        : given is { Weight: not null, Rate: not null } ? "weight and rate contradict each other"
        : null;

    private static string? Read(GivenClass given, string name, string value, out GivenClass read)
    {
        read = name switch
        {
            "name" => given with { Name = value },
            "data" => given with { Data = value },
            "model" => given with { Model = value },
            "window" => given with { Window = value },
            "endpoint" => given with { Endpoint = value },
            "threshold" => given with { Thresholds = [.. given.Thresholds, value] },
            _ => given,
        };
        return name switch
        {
            "name" => IsName(value) ? null : $"name may have up to {LongestName} letters, digits and any of _ . -",
            "data" or "threshold" => null,
            "model" or "window" => PlainText.Word(value).Problem is { } problem ? $"{name} {problem}" : null,
            "endpoint" => UrlPathText.Path(value).Problem is { } problem ? $"endpoint {problem}" : null,
            "generate" => ReadRows(given, value, out read),
            "read" => ReadMode(given, value, out read),
            "cancel" => ReadCancel(given, value, out read),
            "delete-input" => ReadDeleteInput(given, value, out read),
            "weight" => ReadWeight(given, value, out read),
            "rate" => ReadRate(given, value, out read),
            _ => $"'{name}' is no member of a class; {Form}",
        };
    }

    private static string? ReadRows(GivenClass given, string value, out GivenClass read)
    {
        var parts = value.Split('x', 2);
        var rows = NumberText.Whole(1, MostRows)(parts[0]);
        var bytes = parts.Length == 2 ? SizeText.Parse(parts[1]) : Parsed.Ok(0L);
        read = given with { Rows = rows.Value, RowBytes = parts.Length == 2 ? bytes.Value : null };
        if (
            parts.Length == 2
            && bytes.Problem is null
            && bytes.Value is < GeneratedData.ShortestRow or > GeneratedData.LongestRow
        )
        {
            return $"a row of generate has from {GeneratedData.ShortestRow} bytes to 10MB";
        }

        return (rows.Problem ?? bytes.Problem) is { } problem
            ? $"generate is ROWS or ROWSxSIZE, such as 20000x2KB, and {problem}"
            : null;
    }

    private static string? ReadMode(GivenClass given, string value, out GivenClass read)
    {
        var mode = ReadModeText.Parse(value);
        read = given with { Read = mode.Value };
        return mode.Problem is { } problem ? $"read {problem}" : null;
    }

    private static string? ReadCancel(GivenClass given, string value, out GivenClass read)
    {
        var plan = ShareAtText.Cancel(value);
        read = given with { Cancel = plan.Value };
        return plan.Problem is { } problem ? $"cancel {problem}" : null;
    }

    private static string? ReadDeleteInput(GivenClass given, string value, out GivenClass read)
    {
        var plan = ShareAtText.DeleteInput(value);
        read = given with { DeleteInput = plan.Value };
        return plan.Problem is { } problem ? $"delete-input {problem}" : null;
    }

    private static string? ReadWeight(GivenClass given, string value, out GivenClass read)
    {
        var weight = NumberText.AboveZero(HeaviestWeight)(value);
        read = given with { Weight = weight.Value };
        return weight.Problem is { } problem ? $"weight {problem}" : null;
    }

    private static string? ReadRate(GivenClass given, string value, out GivenClass read)
    {
        var rate = RateText.Parse(value);
        read = given with { Rate = rate.Value };
        return rate.Problem is { } problem ? $"rate {problem}" : null;
    }

    private static bool IsName(string name) =>
        name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
