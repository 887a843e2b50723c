using System.Text.Json;
using BatchLoadTest.Checks.Reports;

namespace BatchLoadTest.Checks.Matrix;

/// <summary>Reads a <c>check.json</c> back.</summary>
public static class CheckFile
{
    // Far more than all checks write.
    private const long Largest = 64 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file, or the folder that it is in.</param>
    /// <exception cref="CheckFileException">It is none.</exception>
    public static ReadCheck Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, CheckJson.FileName) : path;
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > Largest)
            {
                throw new CheckFileException($"{file}: is too large for a {CheckJson.FileName}");
            }

            using var document = JsonDocument.Parse(stream);
            return Read(file, document.RootElement);
        }
        catch (JsonException)
        {
            throw new CheckFileException($"{file}: is no {CheckJson.FileName}: it is no JSON");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckFileException($"{file}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
        catch (Exception exception)
            when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CheckFileException($"{file}: is no {CheckJson.FileName}: members are missing or of another kind");
        }
    }

    private static ReadCheck Read(string file, JsonElement json)
    {
        if (json.GetProperty("format").GetInt32() is var format && format != CheckJson.Format)
        {
            throw new CheckFileException($"{file}: has format {format}; this version knows {CheckJson.Format}");
        }

        return new ReadCheck(
            file,
            NameOf(file),
            Text(json, "host"),
            Text(json, "dialect"),
            json.GetProperty("started_at").GetDateTimeOffset(),
            json.GetProperty("passed").GetBoolean(),
            [
                .. json.GetProperty("checks")
                    .EnumerateArray()
                    .Select(row => new ReadRow(
                        Text(row, "id"),
                        Text(row, "requirement"),
                        Text(row, "worth"),
                        VerdictOf(file, Text(row, "verdict")),
                        Text(row, "seen")
                    )),
            ]
        );
    }

    // Folders of results have the name that somebody gave them; the file is called alike in all of them.
    private static string NameOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return
            name == Path.GetFileNameWithoutExtension(CheckJson.FileName)
            && Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) is { Length: > 0 } folder
            ? folder
            : name;
    }

    private static CheckVerdict VerdictOf(string file, string name)
    {
        foreach (var verdict in CheckWords.Verdicts)
        {
            if (verdict.KindName() == name)
            {
                return verdict;
            }
        }

        throw new CheckFileException($"{file}: has a verdict that this version does not know");
    }

    // Somebody else has written it: on a terminal and in a table it is a line and nothing more.
    private static string Text(JsonElement json, string name)
    {
        var text = json.GetProperty(name).GetString() ?? throw new FormatException(name);
        return text.Any(char.IsControl) ? string.Concat(text.Select(each => char.IsControl(each) ? ' ' : each)) : text;
    }
}
