using System.Text.Json.Serialization;

namespace BatchLoadTest.Cluster;

/// <summary>The lines that only a master writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(KeptWorker))]
[JsonSerializable(typeof(KeptPosition))]
internal sealed partial class KeptJson : JsonSerializerContext;
