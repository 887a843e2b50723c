using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchLoadTest.Reporting.Html;

/// <summary>
/// A page as one file with its data inside. It fetches nothing, and its policy forbids it to: only the styles and
/// scripts written here may run, known by their hashes, so that no text from outside could, whatever it holds.
/// </summary>
internal static class ReportPage
{
    /// <summary>Writes the whole file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="parts">What it is made of.</param>
    /// <param name="title">Title of the window, as plain text.</param>
    /// <param name="summary">What a reader sees where scripts do not run, as plain text.</param>
    /// <param name="writeData">Writes the object that the scripts show.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteAsync(
        Stream output,
        PageParts parts,
        string title,
        string summary,
        Action<Utf8JsonWriter> writeData,
        CancellationToken cancellationToken
    )
    {
        var styles = parts.Styles.Select(PageAssets.Read).ToList();
        var scripts = parts.Scripts.Select(PageAssets.Read).ToList();
        foreach (var piece in PageFrame.Pieces(parts.Frame))
        {
            var text = piece switch
            {
                "{{policy}}" => Policy(styles, scripts),
                "{{styles}}" => Elements("style", styles),
                "{{scripts}}" => Elements("script", scripts),
                "{{title}}" => HtmlEncoder.Default.Encode(title),
                "{{summary}}" => HtmlEncoder.Default.Encode(summary),
                "{{data}}" => null,
                _ => piece,
            };
            if (text is null)
            {
                await WriteDataAsync(output, writeData, cancellationToken);
            }
            else
            {
                await output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            }
        }
    }

    private static async Task WriteDataAsync(
        Stream output,
        Action<Utf8JsonWriter> writeData,
        CancellationToken cancellationToken
    )
    {
        // The encoder by default writes '<', '>', '&' and all that is not ASCII as \uXXXX: no text can end the element.
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        writeData(json);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    // Not as headers, which a file has none of. Data in a script element is not run, hence needs no hash.
    private static string Policy(List<string> styles, List<string> scripts) =>
        $"default-src 'none'; script-src {Hashes(scripts)}; style-src {Hashes(styles)}; base-uri 'none'; form-action 'none'";

    private static string Hashes(List<string> texts) =>
        string.Join(
            ' ',
            texts.Select(text => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'")
        );

    private static string Elements(string name, List<string> texts) =>
        string.Join('\n', texts.Select(text => $"<{name}>{text}</{name}>"));
}
