using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Sources;

/// <summary>Reads a settings file.</summary>
internal static class ConfigFileReader
{
    /// <summary>
    /// The file's content, or null and in <paramref name="problem"/> what is wrong. The parser's own message is not
    /// used: it quotes the text, which may be a secret.
    /// </summary>
    public static IConfiguration? Read(string path, out string? problem)
    {
        try
        {
            using var stream = SmallFile.Read(path, out var unread);
            problem = unread;
            if (stream is null)
            {
                return null;
            }

            problem = null;
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (JsonException broken)
        {
            problem = $"is not valid JSON at line {broken.LineNumber + 1}, column {broken.BytePositionInLine + 1}";
        }
        catch (FormatException wrong)
        {
            // A top level that is no object, or a member given twice.
            problem = $"is no settings file: {wrong.Message}";
        }

        return null;
    }
}
