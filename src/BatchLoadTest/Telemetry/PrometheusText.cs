using System.Text;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Telemetry;

/// <summary>
/// The figures of the run in Prometheus' text form. Counters begin at zero with each run, as those of a restarted process do.
/// </summary>
internal static class PrometheusText
{
    /// <summary>The text form's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly Instrument Program = Gauge("build_info", "The program.");

    private static readonly Instrument State = Gauge(
        "state",
        "1 for the state that the test is in, in Locust's words."
    );

    /// <summary>All metrics as they stand.</summary>
    /// <param name="state">The state that the test is in.</param>
    /// <param name="states">All there are.</param>
    /// <param name="figures">Of the run that goes on or went on last; null before the first one.</param>
    public static string Of(string state, IReadOnlyList<string> states, RunFigures? figures)
    {
        var text = new StringBuilder();
        Append(text, Program, [new Sample(1, ("version", ProgramInfo.Version))]);
        Append(text, State, states.Select(each => new Sample(each == state ? 1 : 0, ("state", each))));
        if (figures is null)
        {
            Append(text, Instruments.Users, [new Sample(0)]);
            return text.ToString();
        }

        foreach (var instrument in Instruments.All)
        {
            Append(text, instrument, instrument.Read(figures));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Instrument instrument, IEnumerable<Sample> samples)
    {
        var name = instrument.ScrapedName;
        var isHeaded = false;
        if (!instrument.IsHiddenWhenEmpty)
        {
            Head();
        }

        foreach (var sample in samples)
        {
            if (!isHeaded)
            {
                Head();
            }

            AppendSample(text, name + sample.Suffix, sample);
        }

        void Head()
        {
            isHeaded = true;
            text.Append("# HELP ").Append(name).Append(' ').Append(instrument.Description).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(instrument.Kind)).Append('\n');
        }
    }

    private static void AppendSample(StringBuilder text, string name, Sample sample)
    {
        text.Append(name);
        var separator = '{';
        foreach (var (label, value) in sample.Labels)
        {
            text.Append(separator).Append(label).Append("=\"").Append(Escape(value)).Append('"');
            separator = ',';
        }

        text.Append(sample.Labels.Length > 0 ? "} " : " ").Append(Distributions.Number(sample.Value)).Append('\n');
    }

    // What is no figure of a run.
    private static Instrument Gauge(string name, string description) =>
        new(name, InstrumentKind.Gauge, "", description, _ => []);

    private static string TypeOf(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.Counter => "counter",
            InstrumentKind.Gauge => "gauge",
            InstrumentKind.Histogram => "histogram",
            _ => "summary",
        };

    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
