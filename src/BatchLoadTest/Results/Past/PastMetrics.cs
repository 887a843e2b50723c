using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Results.Past;

/// <summary>What a list of runs needs of a <c>metrics.json</c>, of this version or an earlier one.</summary>
internal sealed class PastMetrics
{
    /// <summary>The file's name.</summary>
    public const string FileName = "metrics.json";

    // That of a search of many levels in many classes is far below it.
    private const long LargestFile = 16 * 1024 * 1024;

    // The predecessor's, which are in "steps" too, by names that hold the service's paths.
    private const string Endpoints = "endpoints";

    private readonly Dictionary<string, double> figures = new(StringComparer.Ordinal);

    private PastMetrics(JsonElement json)
    {
        var run = json.GetProperty("run");
        Id = run.GetProperty("id").GetString()!;
        Host = Text(run, "host");
        Problem = Text(run, "problem");
        StartedAt = Moment(run, "started_at");
        EndedAt = Moment(run, "ended_at");
        End = EndOf(Text(run, "end"));
        ExitCode = Number(run, "exit_code");
        IsSearch = json.TryGetProperty("capacity", out _);
        ThresholdsMet =
            !json.TryGetProperty("thresholds", out var thresholds)
            || !thresholds.EnumerateArray().Any(each => Text(each, "verdict") is "failed" or "no_data");
        Tags = run.TryGetProperty("tags", out var tags)
            ? [.. tags.EnumerateObject().Select(tag => KeyValuePair.Create(tag.Name, tag.Value.ToString()))]
            : [];
        AddFigures("", json);
    }

    /// <summary>The run's own name.</summary>
    public string Id { get; }

    /// <summary>The target.</summary>
    public string? Host { get; }

    /// <summary>Why it could not go on.</summary>
    public string? Problem { get; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; }

    /// <summary>Why it ended.</summary>
    public RunEnd End { get; }

    /// <summary>What its process returned.</summary>
    public int? ExitCode { get; }

    /// <summary>Whether it was a search for the largest load.</summary>
    public bool IsSearch { get; }

    /// <summary>Whether no threshold was missed.</summary>
    public bool ThresholdsMet { get; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; }

    /// <summary>Each number outside of lists, by the path of its member.</summary>
    public IReadOnlyDictionary<string, double> Figures => figures;

    /// <summary>Reads the file of a folder; null where there is none, or it is none of ours.</summary>
    public static PastMetrics? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (RegularFile.Problem(path) is not null || new FileInfo(path).Length > LargestFile)
            {
                return null;
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return new PastMetrics(json.RootElement);
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return null;
        }
    }

    private void AddFigures(string prefix, JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            var path = prefix + member.Name;
            if (member.Value.ValueKind == JsonValueKind.Number)
            {
                // A run has hundreds, and a folder hundreds of runs, each with the same names.
                figures[string.Intern(path)] = member.Value.GetDouble();
            }
            else if (member.Value.ValueKind == JsonValueKind.Object && path != Endpoints)
            {
                AddFigures(path + '.', member.Value);
            }
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : null;

    private static DateTimeOffset? Moment(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.TryGetDateTimeOffset(out var moment) ? moment : null;

    private static RunEnd EndOf(string? name) =>
        Enum.TryParse<RunEnd>(name?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var end)
            ? end
            : RunEnd.Unknown;
}
