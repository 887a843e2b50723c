using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Views;

namespace BatchLoadTest.Terminal;

/// <summary>Lays out a <see cref="RunViewHeader"/>.</summary>
public static class HeaderText
{
    /// <summary>A few lines of at most <paramref name="width"/> cells.</summary>
    public static IReadOnlyList<Line> Lay(RunViewHeader header, int width)
    {
        var host = header.MockInside ? $"mock server inside ({header.Host})" : header.Host;
        var data = $"{header.Data}: {Figures.Of(header.DataRequests, "request")}, {Figures.Bytes(header.DataBytes)}";
        var title = $"batch-load-test {header.Version}, run {header.RunId}";
        return
        [
            .. WrappedText.Lay(new Piece(""), title, width, Tone.Strong),
            .. Fact("target", host),
            .. header.Dialect is { } dialect ? Fact("dialect", dialect) : [],
            .. header.Proxy is { } proxy ? Fact("proxy", proxy) : [],
            .. Fact("load", LoadWords.Describe(header.Plan)),
            .. Fact("data", data),
            .. header.Most is { } most ? Fact("at most", most) : [],
            .. Fact("thresholds", header.Thresholds.Count == 0 ? "none" : string.Join("; ", header.Thresholds)),
            Line.Blank,
        ];

        IReadOnlyList<Line> Fact(string label, string text) =>
            WrappedText.Lay(new Piece($"{label, -12}", Tone.Faint), text, width);
    }
}
