using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BatchLoadTest.Chart;

/// <summary>One rendered object. YAML as a cluster reads it: plain scalars have types, quoted ones are strings.</summary>
internal sealed record KubernetesObject(JsonObject Json)
{
    public string Kind => Json["kind"]!.GetValue<string>();

    public string Name => Json["metadata"]!["name"]!.GetValue<string>();

    /// <summary>The pods' template that is in it, or the pod itself; null where there is none.</summary>
    public JsonObject? PodTemplate =>
        Kind switch
        {
            "Pod" => Json,
            "Job" or "Deployment" => Json["spec"]!["template"]!.AsObject(),
            "CronJob" => Json["spec"]!["jobTemplate"]!["spec"]!["template"]!.AsObject(),
            _ => null,
        };

    public JsonObject? PodSpec => PodTemplate?["spec"]!.AsObject();

    /// <summary>Arguments of the only container.</summary>
    public IReadOnlyList<string> Arguments =>
        [.. PodSpec!["containers"]![0]!["args"]!.AsArray().Select(each => each!.GetValue<string>())];

    public static IReadOnlyList<KubernetesObject> ReadAll(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return
        [
            .. stream
                .Documents.Select(document => Reread(document.RootNode))
                .OfType<JsonObject>()
                .Select(json => new KubernetesObject(json)),
        ];
    }

    /// <summary>A YAML text as JSON.</summary>
    public static JsonNode? Parse(string yaml)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(yaml);
        stream.Load(reader);
        return Reread(stream.Documents[0].RootNode);
    }

    // Numbers that were read from text can be had as any type; those that were put in cannot.
    private static JsonNode? Reread(YamlNode node) => JsonNode.Parse(ToJson(node)?.ToJsonString() ?? "null");

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(each => KeyValuePair.Create(((YamlScalarNode)each.Key).Value!, ToJson(each.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Scalar(plain.Value ?? ""),
            YamlScalarNode quoted => JsonValue.Create(quoted.Value),
            _ => throw new InvalidOperationException($"{node} is no YAML of a chart"),
        };

    private static JsonValue? Scalar(string text) =>
        text switch
        {
            "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
}
