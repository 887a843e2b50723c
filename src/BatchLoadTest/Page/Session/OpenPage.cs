using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runs;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
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
        WriteForm(json, now);
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
        return now is { Moment: { } run, Shown: { } shown }
            ? $"{Figures.Of(shown.Figures.Users, "user")} {Wanted(run)} against {target}, "
                + $"for {Figures.Clock(shown.At - shown.RunStartedAt)}"
                + (RetryWaitWords.Now(run.Phase.Waits) is { } waiting ? $"; {waiting}" : "")
            : target;
    }

    // Again only where it has changed: what a person is typing must stay.
    private void WriteForm(Utf8JsonWriter json, SessionState now)
    {
        var settings = now.Settings;
        var load = now.Moment?.Wanted ?? settings.Load.Profile;
        var runTime = settings.Load.RunTime is { } time ? Figures.Setting(time) : "";
        var host = PageHost.Of(settings);
        var key = $"{load} {runTime} {host} {settings.Data.File}";
        if (key == formSent)
        {
            return;
        }

        formSent = key;
        json.WriteStartObject("form");
        WriteLoad(json, load);
        json.WriteString("host", host);
        json.WriteString("run_time", runTime);
        json.WriteString("data_file", settings.Data.File);
        json.WriteStartArray("data_files");
        foreach (var file in OfferedFiles.Of(settings))
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteStartArray("profiles");
        foreach (var preset in ProfileCatalogue.All)
        {
            json.WriteStartObject();
            json.WriteString("name", preset.Name);
            json.WriteString("users", preset.Users);
            json.WriteString("spawn_rate", preset.SpawnRate);
            json.WriteString("run_time", preset.RunTime);
            json.WriteString("stages", preset.Stages);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Wanted(RunMoment run) =>
        run.Phase.UsersAsked is { } users ? $" of {Figures.Count(users)}"
        : run.Phase.RateAsked is { } rate ? $" at {LoadWords.Rate(rate)}"
        : "";

    // What may be changed while a run goes on, and a plan that runs by itself.
    private static void WriteLoad(Utf8JsonWriter json, LoadProfile load)
    {
        var closed = load as ClosedLoad;
        json.WriteNumber("users", closed?.Users ?? (load.IsOpen ? 0 : load.MostUsers));
        json.WriteString("spawn_rate", (closed?.SpawnRate ?? 1).ToString("0.###", CultureInfo.InvariantCulture));
        json.WriteString("load", LoadWords.Describe(load));
        if (load is ArrivalLoad arrivals)
        {
            json.WriteString("arrival_rate", LoadWords.Rate(arrivals.Rate.Last));
        }
    }

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
