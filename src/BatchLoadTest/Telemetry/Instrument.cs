using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Telemetry;

/// <summary>A figure that telemetry shows.</summary>
/// <param name="Name">As OpenTelemetry has it, without the program's prefix: parts with dots.</param>
/// <param name="Kind">How its values are to be read.</param>
/// <param name="Unit">As UCUM has it: <c>s</c>, <c>By</c>, <c>1</c> for a ratio, or a noun in braces for a count.</param>
/// <param name="Description">What it says, in a line.</param>
/// <param name="Read">Its values.</param>
internal sealed record Instrument(
    string Name,
    InstrumentKind Kind,
    string Unit,
    string Description,
    Func<RunFigures, IEnumerable<Sample>> Read
)
{
    /// <summary>Before all names of OpenTelemetry.</summary>
    public const string Prefix = "batch_load_test.";

    /// <summary>Whether it is pushed, too; else it is in Prometheus' text only.</summary>
    public bool IsPushed { get; init; } = true;

    /// <summary>Whether Prometheus' text leaves it out altogether where it has no value.</summary>
    public bool IsHiddenWhenEmpty { get; init; }

    /// <summary>The single values of a second, of a distribution that is pushed; a value that came often is there as often.</summary>
    public Func<Interval, StepNames, IEnumerable<Sample>>? ReadEach { get; init; }

    /// <summary>Upper bounds of a histogram that is pushed; null for those of the exporter.</summary>
    public IReadOnlyList<double>? Bounds { get; init; }

    /// <summary>Whether all its values are whole numbers.</summary>
    public bool IsWhole => Unit is not ("s" or "1");

    /// <summary>Its full name at an OpenTelemetry collector.</summary>
    public string PushedName => Prefix + Name;

    /// <summary>Its full name in Prometheus' text, by the rules for names that come from OpenTelemetry.</summary>
    public string ScrapedName =>
        PushedName.Replace('.', '_')
        + Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        }
        + (Kind == InstrumentKind.Counter ? "_total" : "");
}
