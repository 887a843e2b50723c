using System.Text.Json.Serialization;

namespace BatchLoadTest.Authentication;

/// <summary>The files of an exchange as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ExchangedKey))]
[JsonSerializable(typeof(ExchangeRefusal))]
[JsonSerializable(typeof(ExchangeMark))]
internal sealed partial class ExchangeJson : JsonSerializerContext;
