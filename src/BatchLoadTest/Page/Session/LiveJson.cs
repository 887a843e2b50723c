using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Session;

/// <summary>
/// What one open page is sent: all there is at first, then each second what is new. Remembers what was sent.
/// </summary>
internal sealed class LiveJson(PageSession session)
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
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("state", session.State);
        json.WriteString("facts", Facts());
        WriteForm(json);
        WriteLog(json);
        var isNew = session.Figures != figures || session.Ended != ended;
        (figures, ended) = (session.Figures, session.Ended);
        if (isNew)
        {
            points = 0;
            WriteDownloads(json);
        }

        WriteData(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private string Facts()
    {
        var host = PageHost.Of(session.Settings);
        var target = host.Length == 0 ? "no host yet" : host;
        return session.Current is { } run && session.Figures is { } live
            ? $"{Figures.Of(live.Latest.Figures.Users, "user")} of {Figures.Count(run.Target.Users)} against {target}, "
                + $"for {Figures.Clock(live.Latest.At - run.Facts.StartedAt)}"
                + (RetryWaitWords.Now(run.Phase().Waits) is { } waiting ? $"; {waiting}" : "")
            : target;
    }

    // Again only where it has changed: what a person is typing must stay.
    private void WriteForm(Utf8JsonWriter json)
    {
        var settings = session.Settings;
        var load = session.Current?.Target ?? (ClosedLoad)settings.Load.Profile;
        var runTime = settings.Load.RunTime is { } time ? Figures.Setting(time) : "";
        var host = PageHost.Of(settings);
        var key = $"{load} {runTime} {host} {settings.Data.File}";
        if (key == formSent)
        {
            return;
        }

        formSent = key;
        json.WriteStartObject("form");
        json.WriteNumber("users", load.Users);
        json.WriteString("spawn_rate", load.SpawnRate.ToString("0.###", CultureInfo.InvariantCulture));
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
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
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

    private void WriteDownloads(Utf8JsonWriter json)
    {
        json.WriteStartArray("downloads");
        foreach (var (name, path, about) in Downloads.Of(session))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("href", path);
            json.WriteString("about", about);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteData(Utf8JsonWriter json)
    {
        json.WritePropertyName("data");
        if (figures is null || session.Data.Of(session, figures, ended, points, secondsPerPoint) is not { } message)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteRawValue(message.Json, skipInputValidation: true);
        (points, secondsPerPoint) = (message.Points, message.SecondsPerPoint);
    }
}
