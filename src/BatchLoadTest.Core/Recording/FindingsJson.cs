using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>What the check of a batch's results found, within the line of its second. What is zero is left out.</summary>
internal static class FindingsJson
{
    public static void Write(Utf8JsonWriter json, ResultFindings findings)
    {
        json.WriteStartObject("findings");
        json.WriteCount("expected", findings.Expected);
        json.WriteCount("output_rows", findings.OutputRows);
        json.WriteCount("error_rows", findings.ErrorRows);
        json.WriteCount("non_2xx", findings.Non2xxRows);
        json.WriteCount("nameless", findings.NamelessRows);
        json.WriteCount("text_bodies", findings.TextBodies);
        json.WriteCount("complete", findings.IsComplete ? 1 : 0);
        json.WriteCount("interrupted", findings.IsInterrupted ? 1 : 0);
        if (findings.RowsNotDone is { } notDone)
        {
            json.WriteNumber("not_done", notDone);
        }

        foreach (var defect in ResultDefects.All)
        {
            json.WriteFound(defect.KindName(), findings[defect], findings.Examples(defect));
        }

        WriteFollowing(json, findings);
        WriteRowErrors(json, findings.RowErrors);
        WriteStatuses(json, findings.Statuses);
        WriteUsage(json, findings.Usage);
        json.WriteEndObject();
    }

    public static ResultFindings Read(JsonElement json)
    {
        var findings = new ResultFindings
        {
            Expected = json.Count("expected"),
            OutputRows = json.Count("output_rows"),
            ErrorRows = json.Count("error_rows"),
            Non2xxRows = json.Count("non_2xx"),
            NamelessRows = json.Count("nameless"),
            TextBodies = json.Count("text_bodies"),
            IsComplete = json.Count("complete") > 0,
            IsInterrupted = json.Count("interrupted") > 0,
            RowsNotDone = json.TryGetProperty("not_done", out var notDone) ? notDone.GetInt64() : null,
        };
        foreach (var defect in ResultDefects.All)
        {
            if (json.TryGetProperty(defect.KindName(), out var found))
            {
                findings.Add(defect, found[0].GetInt64());
                foreach (var example in found.EnumerateArray().Skip(1))
                {
                    findings.AddExample(defect, example.GetString()!);
                }
            }

            if (json.TryGetProperty("following", out var following))
            {
                findings.AddFollowing(defect, following.Count(defect.KindName()));
            }
        }

        if (json.TryGetProperty("row_errors", out var rowErrors))
        {
            foreach (var kind in rowErrors.EnumerateArray())
            {
                findings.AddRowErrors(ReadRowError(kind));
            }
        }

        if (json.TryGetProperty("row_statuses", out var statuses))
        {
            foreach (var status in statuses.EnumerateArray())
            {
                findings.AddStatus(status[0].GetInt32(), status[1].GetInt64());
            }
        }

        if (json.TryGetProperty("usage", out var usage))
        {
            foreach (var model in usage.EnumerateArray())
            {
                findings.AddUsage(ReadUsage(model));
            }
        }

        return findings;
    }

    private static void WriteFollowing(Utf8JsonWriter json, ResultFindings findings)
    {
        if (!ResultDefects.All.Any(defect => findings.Following(defect) > 0))
        {
            return;
        }

        json.WriteStartObject("following");
        foreach (var defect in ResultDefects.All)
        {
            json.WriteCount(defect.KindName(), findings.Following(defect));
        }

        json.WriteEndObject();
    }

    private static void WriteRowErrors(Utf8JsonWriter json, IReadOnlyList<RowErrorKind> kinds)
    {
        if (kinds.Count == 0)
        {
            return;
        }

        json.WriteStartArray("row_errors");
        foreach (var kind in kinds)
        {
            json.WriteStartArray();
            json.WriteStringValue(kind.Class.WellFormed());
            json.WriteStringValue(kind.Words?.WellFormed());
            json.WriteNumberValue(kind.Count);
            json.WriteNumberValue(kind.Status);
            foreach (var example in kind.Examples)
            {
                json.WriteStringValue(example.WellFormed());
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // Journals from before the status was kept end with the count.
    private static RowErrorKind ReadRowError(JsonElement kind) =>
        new(kind[0].GetString()!, kind[1].GetString(), kind[2].GetInt64())
        {
            Status = kind.GetArrayLength() > 3 ? kind[3].GetInt32() : 0,
            Examples = [.. kind.EnumerateArray().Skip(4).Select(example => example.GetString()!)],
        };

    private static void WriteStatuses(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<int, long>> statuses)
    {
        if (statuses.Count == 0)
        {
            return;
        }

        json.WriteStartArray("row_statuses");
        foreach (var (status, rows) in statuses)
        {
            json.WriteStartArray();
            json.WriteNumberValue(status);
            json.WriteNumberValue(rows);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, IReadOnlyList<ModelUsage> models)
    {
        if (models.Count == 0)
        {
            return;
        }

        json.WriteStartArray("usage");
        foreach (var model in models)
        {
            json.WriteStartArray();
            json.WriteStringValue(model.Model.WellFormed());
            json.WriteNumberValue(model.Rows);
            json.WriteNumberValue(model.RowsWithUsage);
            json.WriteNumberValue(model.Tokens.Prompt);
            json.WriteNumberValue(model.Tokens.Completion);
            json.WriteNumberValue(model.Tokens.Reasoning);
            json.WriteNumberValue(model.Tokens.Cached);
            json.WriteNumberValue(model.Tokens.Total);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static ModelUsage ReadUsage(JsonElement model) =>
        new(
            model[0].GetString()!,
            model[1].GetInt64(),
            model[2].GetInt64(),
            new TokenCounts(
                model[3].GetInt64(),
                model[4].GetInt64(),
                model[5].GetInt64(),
                model[6].GetInt64(),
                model[7].GetInt64()
            )
        );
}
