using System.Text;
using System.Text.Encodings.Web;

namespace BatchLoadTest.MockServer.Http;

/// <summary>Text as JSON has it.</summary>
internal static class JsonText
{
    /// <summary>With its quotes, in UTF-8.</summary>
    public static byte[] Quoted(string text) =>
        Encoding.UTF8.GetBytes($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"");
}
