using System.Buffers;
using System.Text.Json;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runs;
using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Session;

/// <summary>
/// What one open page is sent: all there is at first, then each second what is new. Remembers what was sent.
/// </summary>
internal sealed class OpenPage(PageSession session)
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private long lastLogLine;
    private LiveFigures? figures;
    private EndedRun? ended;
    private int points;
    private long secondsPerPoint;
    private string? formSent;

    /// <summary>The next message; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        var now = session.Now;
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("state", now.Name);
        json.WriteString("facts", Facts(now));
        json.WriteString(
            "label",
            now.Moment is { IsLoadOver: false } moment
                ? PhaseWords.Label(moment.Phase, now.Settings.Capacity is not null)
                : null
        );
        if (PageForm.KeyOf(now) is var key && key != formSent)
        {
            // Again only where it has changed: what a person is typing must stay.
            formSent = key;
            PageForm.Write(json, now);
        }

        WriteLog(json);
        var isNew = now.Figures != figures || now.Ended != ended;
        (figures, ended) = (now.Figures, now.Ended);
        if (isNew)
        {
            points = 0;
            WriteDownloads(json, now);
        }

        WriteData(json, now.Live);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string Facts(SessionState now)
    {
        var host = PageHost.Of(now.Settings);
        var target = host.Length == 0 ? "no host yet" : host;
        if (now is not { Moment: { } run, Shown: { } shown })
        {
            return target;
        }

        var time = shown.At - shown.RunStartedAt;
        var warmUp = PhaseWords.WarmUp(run.Phase);
        List<string?> facts =
        [
            warmUp,
            $"{Figures.Of(shown.Figures.Users, "user")}{Wanted(run)} against {target}"
                + (warmUp is not null || time < TimeSpan.Zero ? "" : $", for {Figures.Clock(time)}"),
            run.Report.Ending.Capacity is { } capacity ? CapacitySentences.Now(capacity) : null,
            RetryWaitWords.Now(run.Phase.Waits),
        ];
        return string.Join("; ", facts.OfType<string>());
    }

    private static string Wanted(RunMoment run) =>
        run.Report.Ending.Capacity is not null ? ""
        : run.Phase.UsersAsked is { } users ? $" of {Figures.Count(users)}"
        : run.Phase.RateAsked is { } rate ? $" at {LoadWords.Rate(rate)}"
        : "";

    private void WriteLog(Utf8JsonWriter json)
    {
        json.WriteStartArray("log");
        foreach (var line in session.Log.After(lastLogLine))
        {
            lastLogLine = line.Number;
            json.WriteStartObject();
            json.WriteNumber("n", line.Number);
            json.WriteString("t", line.At.UtcDateTime);
            json.WriteString(
                "level",
                line.Level switch
                {
                    NoteLevel.Error => "error",
                    NoteLevel.Warning => "warning",
                    _ => "info",
                }
            );
            json.WriteString("text", line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDownloads(Utf8JsonWriter json, SessionState now)
    {
        json.WriteStartArray("downloads");
        foreach (var (name, path, about) in Downloads.Of(now))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("href", path);
            json.WriteString("about", about);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteData(Utf8JsonWriter json, LiveRun? run)
    {
        json.WritePropertyName("data");
        if (run is null || session.Messages.Of(run, points, secondsPerPoint) is not { } message)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteRawValue(message.Json, skipInputValidation: true);
        (points, secondsPerPoint) = (message.Points, message.SecondsPerPoint);
    }
}
