using System.Globalization;
using System.Text.Json.Nodes;

namespace BatchLoadTest.Checks.Create;

/// <summary>Create requests that are wrong.</summary>
internal static class RefusedCreates
{
    /// <summary>Most pairs of metadata, longest key and longest value, by OpenAI's reference.</summary>
    public const int MostPairs = 16;

    /// <summary>Likewise.</summary>
    public const int LongestKey = 64;

    /// <summary>Likewise.</summary>
    public const int LongestValue = 512;

    private const string Source = "OpenAI: POST /batches";

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> All =>
        [.. OfTheFile, .. OfTheEndpoint, .. OfTheWindow, .. OfTheBody, .. OfTheMetadata];

    /// <summary>Metadata of so many pairs, keys and values of some length.</summary>
    public static JsonObject Pairs(int count, int keyLength, int valueLength)
    {
        JsonObject pairs = [];
        for (var number = 1; number <= count; number++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"k{number:00}");
            pairs[key.PadRight(keyLength, 'x')] = new string('v', valueLength);
        }

        return pairs;
    }

    private static RefusedCreateCheck[] OfTheFile =>
        [
            Should("no_file", "a request without input_file_id is refused", (json, _) => json.Remove("input_file_id")),
            Should(
                "unknown_file",
                "a request of a file that is not there is refused",
                (json, scene) => json["input_file_id"] = StrangeId.Of(scene.FileId!)
            ),
            Should("null_file", "a request whose file is null is refused", (json, _) => json["input_file_id"] = null),
            Should(
                "number_file",
                "a request whose file is a number is refused",
                (json, _) => json["input_file_id"] = 17
            ),
        ];

    private static RefusedCreateCheck[] OfTheEndpoint =>
        [
            Should("no_endpoint", "a request without endpoint is refused", (json, _) => json.Remove("endpoint")),
            Should(
                "odd_endpoint",
                "a request of an unknown endpoint is refused",
                (json, _) => json["endpoint"] = "/v1/none/such"
            ),
            Differs(
                "other_endpoint",
                "a request of an endpoint that its rows do not name is refused",
                (json, scene) => json["endpoint"] = OtherThan(scene.Data.Endpoint)
            ),
        ];

    private static RefusedCreateCheck[] OfTheWindow =>
        [
            Differs(
                "no_window",
                "a request without completion_window is refused",
                (json, _) => json.Remove("completion_window")
            ),
            Should(
                "odd_window",
                "a request whose window is no length of time is refused",
                (json, _) => json["completion_window"] = "soon"
            ),
        ];

    private static RefusedCreateCheck[] OfTheBody =>
        [
            Text(
                "bad_json",
                "a request that is no JSON is refused",
                (scene, file) => scene.CreateBody(file, "bad_json")[..^1]
            ),
            Text("empty", "a request without a body is refused", (_, _) => ""),
            Text(
                "array",
                "a request that is an array is refused",
                (scene, file) => $"[{scene.CreateBody(file, "array")}]"
            ),
            Differs(
                "extra_member",
                "a request with an unknown member is refused",
                (json, _) => json["no_such_member"] = "x"
            ),
        ];

    private static RefusedCreateCheck[] OfTheMetadata =>
        [
            Differs(
                "pairs_17",
                "17 pairs of metadata are refused",
                (json, _) => json["metadata"] = Pairs(MostPairs + 1, 3, 3)
            ),
            Differs(
                "long_key",
                "a metadata key of 65 characters is refused",
                (json, _) => json["metadata"] = Pairs(1, LongestKey + 1, 3)
            ),
            Differs(
                "long_value",
                "a metadata value of 513 characters is refused",
                (json, _) => json["metadata"] = Pairs(1, 3, LongestValue + 1)
            ),
            Should(
                "number_value",
                "a metadata value that is a number is refused",
                (json, _) => json["metadata"] = new JsonObject { ["number"] = 17 }
            ),
            Should("text_metadata", "metadata that is a text is refused", (json, _) => json["metadata"] = "no-object"),
        ];

    // Of a kind that the service may well have.
    private static string OtherThan(string endpoint) =>
        endpoint.Contains("chat/completions", StringComparison.Ordinal)
            ? endpoint.Replace("chat/completions", "embeddings", StringComparison.Ordinal)
            : "/v1/chat/completions";

    private static RefusedCreateCheck Should(string name, string requirement, Action<JsonObject, CheckScene> change) =>
        new(name, requirement, CheckWorth.Should, Source, change);

    private static RefusedCreateCheck Differs(string name, string requirement, Action<JsonObject, CheckScene> change) =>
        new(name, requirement, CheckWorth.Differs, Source, change);

    private static RefusedCreateCheck Text(string name, string requirement, Func<CheckScene, string, string> body) =>
        new(name, requirement, CheckWorth.Should, "RFC 9110 15.5.1", body);
}
