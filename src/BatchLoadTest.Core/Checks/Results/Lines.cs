using System.Text;
using System.Text.Json;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Checks.Results;

/// <summary>What lines of result files look like.</summary>
internal static class Lines
{
    /// <summary>Whether each can be read.</summary>
    public static CheckResult Whole(CheckScene scene, ResultFiles files)
    {
        var broken = files.OutputRows.Concat(files.ErrorRows).FirstOrDefault(row => !row.IsWhole);
        return broken is null
            ? CheckResult.Pass($"{files.Whole.Count()} lines")
            : CheckResult.Fail(
                $"a line cannot be read: {scene.Redact(Short(broken.Text))}",
                "results are lost: look at what stands before the service",
                files.AnswerOf(broken)
            );
    }

    /// <summary>Whether lines can be put behind one another.</summary>
    public static CheckResult LastEnd(CheckScene scene, ResultFiles files)
    {
        var filled = new[] { files.Output, files.Errors }.Where(answer => answer is { Body.Length: > 0 }).ToList();
        return filled.Count == 0 ? CheckResult.NotSeen("the files are empty")
            : filled.Find(answer => !answer!.Body.EndsWith('\n')) is { } without
                ? CheckResult.Fail("it has none", null, without)
            : CheckResult.Pass("it has");
    }

    /// <summary>Whether it has the members that it is read by.</summary>
    public static CheckResult Shape(CheckScene scene, ResultFiles files)
    {
        foreach (var row in files.Whole)
        {
            var error = Answered.Member(row.Json, "error");
            var problem =
                Odd(row.Response) ? $"response is {Answered.Show(row.Response)}"
                : Odd(error) ? $"error is {Answered.Show(error)}"
                : !Answered.IsThere(row.Response) && !Answered.IsThere(error) ? "neither response nor error"
                : null;
            if (problem is not null)
            {
                return CheckResult.Fail(scene.Redact(problem), "clients read it so", files.AnswerOf(row));
            }
        }

        return Any(files, "it has");

        static bool Odd(JsonElement member) =>
            member.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined);
    }

    /// <summary>Whether each is told from the others.</summary>
    public static CheckResult Ids(CheckScene scene, ResultFiles files)
    {
        var ids = files.Whole.Select(row => Answered.Text(row.Json, "id")).ToList();
        // A row that comes twice is told of by another.
        var rows = files
            .Whole.DistinctBy(row => row.CustomId, StringComparer.Ordinal)
            .Select(row => Answered.Text(row.Json, "id"))
            .ToList();
        return ids.Exists(id => id is not { Length: > 0 })
                ? CheckResult.Fail("a line has none", null, files.Output ?? files.Errors)
            : rows.Distinct(StringComparer.Ordinal).Count() < rows.Count
                ? CheckResult.Fail("some have the same", null, files.Output ?? files.Errors)
            : Any(files, $"such as {scene.Redact(ids.FirstOrDefault() ?? "")}");
    }

    /// <summary>Whether responses say how they were answered.</summary>
    public static CheckResult StatusCodes(CheckScene scene, ResultFiles files) =>
        OfResponses(
            scene,
            files,
            "status_code",
            code => code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out _)
        );

    /// <summary>Whether a person can ask the service's people about one.</summary>
    public static CheckResult RequestIds(CheckScene scene, ResultFiles files) =>
        OfResponses(
            scene,
            files,
            "request_id",
            id => id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 }
        );

    /// <summary>Whether failed rows say why.</summary>
    public static CheckResult ErrorWords(CheckScene scene, ResultFiles files)
    {
        var count = 0;
        string? words = null;
        foreach (var row in files.Whole.Where(row => !row.IsAnswered))
        {
            count++;
            if (!ResultLine.TryParse(Encoding.UTF8.GetBytes(row.Text), out var line, out _))
            {
                continue;
            }

            var error = RowErrorReader.Read(line, scene.Redact);
            if (string.IsNullOrWhiteSpace(error.Words))
            {
                return CheckResult.Fail(
                    $"{scene.Redact(row.CustomId ?? "a row")} has no words ({error.Class})",
                    "why rows of a run fail could not be told",
                    files.AnswerOf(row)
                );
            }

            words ??= $"{error.Class}: {error.Words}";
        }

        return count == 0 ? CheckResult.NotSeen("no row failed") : CheckResult.Pass($"{count} rows, such as {words}");
    }

    private static CheckResult OfResponses(
        CheckScene scene,
        ResultFiles files,
        string name,
        Func<JsonElement, bool> isRight
    )
    {
        var responses = files.Whole.Where(row => row.Response.ValueKind == JsonValueKind.Object).ToList();
        return responses.Find(row => !isRight(Answered.Member(row.Response, name))) is { } wrong
                ? CheckResult.Fail(
                    scene.Redact($"it is {Answered.Show(Answered.Member(wrong.Response, name))}"),
                    null,
                    files.AnswerOf(wrong)
                )
            : responses.Count == 0 ? CheckResult.NotSeen("no row has a response")
            : CheckResult.Pass(scene.Redact($"such as {Answered.Show(Answered.Member(responses[0].Response, name))}"));
    }

    private static CheckResult Any(ResultFiles files, string seen) =>
        files.Whole.Any() ? CheckResult.Pass(seen) : CheckResult.NotSeen("there is no line");

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
