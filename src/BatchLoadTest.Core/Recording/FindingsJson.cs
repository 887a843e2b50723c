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
        foreach (var defect in ResultDefects.All.Where(defect => findings[defect] > 0))
        {
            json.WriteStartArray(defect.KindName());
            json.WriteNumberValue(findings[defect]);
            foreach (var example in findings.Examples(defect))
            {
                json.WriteStringValue(example.WellFormed());
            }

            json.WriteEndArray();
        }

        WriteFollowing(json, findings);
        WriteRowErrors(json, findings.RowErrors);
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
                findings.AddRowErrors(new RowErrorKind(kind[0].GetString()!, kind[1].GetString(), kind[2].GetInt64()));
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
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
