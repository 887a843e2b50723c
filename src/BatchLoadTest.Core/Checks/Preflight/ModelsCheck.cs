using System.Net.Http;
using System.Text.Json;

namespace BatchLoadTest.Checks.Preflight;

/// <summary>Whether the models that the data names are among those that the key may use.</summary>
internal sealed class ModelsCheck : ICheck
{
    private const int MostShown = 8;

    /// <inheritdoc/>
    public CheckInfo Info { get; } =
        new("preflight.models", "the data's models are there", CheckWorth.Should, "OpenAI: GET /models");

    /// <inheritdoc/>
    public IReadOnlyList<string> Needs => ["preflight.admitted"];

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Models, cancellationToken);
        if (!answer.IsSuccess)
        {
            return answer.Status is 404 or 405 or 501
                ? CheckResult.NotSeen("the service lists no models", answer)
                : CheckResult.NotSeen($"the list of models: {answer.Words}", answer);
        }

        var known = Ids(answer.Json());
        if (known is null)
        {
            return CheckResult.NotSeen("the list of models is none that OpenAI's clients read", answer);
        }

        var missing = scene.Data.Models.Where(model => !known.Contains(model, StringComparer.Ordinal)).ToList();
        var shown =
            known.Count == 0
                ? "none"
                : string.Join(", ", known.Take(MostShown)) + (known.Count > MostShown ? ", …" : "");
        return missing.Count == 0
            ? CheckResult.Pass($"{string.Join(", ", scene.Data.Models)}, among {known.Count}")
            : CheckResult.Fail(
                $"{string.Join(", ", missing)} is not among the {known.Count} that the key may use: {scene.Redact(shown)}",
                ModelFix.Words,
                answer
            );
    }

    /// <summary>The models of a list; null where it is none that OpenAI's clients read.</summary>
    internal static IReadOnlyList<string>? Ids(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("data", out var data)
        && data.ValueKind == JsonValueKind.Array
            ?
            [
                .. data.EnumerateArray()
                    .Where(model => model.ValueKind == JsonValueKind.Object)
                    .Select(model =>
                        model.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                            ? id.GetString()!
                            : ""
                    )
                    .Where(id => id.Length > 0),
            ]
            : null;
}
