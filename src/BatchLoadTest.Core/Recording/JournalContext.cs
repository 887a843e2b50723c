using System.Text.Json.Serialization;

namespace BatchLoadTest.Recording;

/// <summary>
/// The lines that come once a run. Those of the seconds are written by hand, <see cref="IntervalJson"/> and
/// <see cref="BatchJson"/>: a record in between costs more lines and twice the time (decision 17).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(TicksConverter), typeof(WellFormedTextConverter), typeof(ScheduleConverter)]
)]
[JsonSerializable(typeof(FactsLine))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(EndLine))]
internal sealed partial class JournalContext : JsonSerializerContext;
