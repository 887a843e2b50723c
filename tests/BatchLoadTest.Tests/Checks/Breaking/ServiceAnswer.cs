using System.Text;
using System.Text.Json.Nodes;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>An answer that can be changed before the client gets it.</summary>
internal sealed class ServiceAnswer
{
    public int Status { get; set; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; set; } = [];

    public bool IsSuccess => Status is >= 200 and < 300;

    public string Text
    {
        get => Encoding.UTF8.GetString(Body);
        set => Body = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>The body's lines, without their ends.</summary>
    public IReadOnlyList<string> Lines
    {
        get => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        set => Text = string.Concat(value.Select(line => line + "\n"));
    }

    /// <summary>The body as a JSON object; null where it is none.</summary>
    public JsonObject? Json() => Text is ['{', ..] ? JsonNode.Parse(Text) as JsonObject : null;

    public static ServiceAnswer Of(int status, string body = "", string contentType = "text/plain") =>
        new()
        {
            Status = status,
            Text = body,
            Headers = { ["Content-Type"] = contentType },
        };
}
