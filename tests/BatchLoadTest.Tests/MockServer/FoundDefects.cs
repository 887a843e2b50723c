using System.Net;
using System.Text.Json;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>
/// What a client finds in the result files of batches when it looks at each row: the judge that the mock server's own
/// counts are held against.
/// </summary>
internal sealed record FoundDefects
{
    /// <summary>Own ids that are in neither file, whatever the reason.</summary>
    public long Missing { get; private set; }

    public long Doubled { get; private set; }

    public long Foreign { get; private set; }

    public long NoJson { get; private set; }

    public long InBoth { get; private set; }

    public long WithoutId { get; private set; }

    public long WithoutResult { get; private set; }

    public long Non2xx { get; private set; }

    /// <summary>Adds what is found in the files of an ended batch with rows <c>row-0</c>, <c>row-1</c>, ….</summary>
    public async Task ReadAsync(MockService mock, JsonElement batch, int rows)
    {
        var output = Read(await TextAsync(mock, batch, "output_file_id"), isOutput: true);
        var errors = Read(await TextAsync(mock, batch, "error_file_id"), isOutput: false);
        var expected = Enumerable.Range(0, rows).Select(i => $"row-{i}").ToHashSet(StringComparer.Ordinal);
        var found = output.Concat(errors).ToHashSet(StringComparer.Ordinal);
        Missing += expected.Except(found, StringComparer.Ordinal).Count();
        Foreign += found.Except(expected, StringComparer.Ordinal).Count();
        Doubled += output.Count - output.Distinct(StringComparer.Ordinal).Count();
        InBoth += output.Intersect(errors, StringComparer.Ordinal).Count();
        Assert.Equal(errors.Count, errors.Distinct(StringComparer.Ordinal).Count());
    }

    private List<string> Read(IEnumerable<string> lines, bool isOutput)
    {
        var ids = new List<string>();
        foreach (var line in lines)
        {
            if (TryParse(line) is not { } json)
            {
                NoJson++;
                continue;
            }

            if (json.TryGetProperty("custom_id", out var id))
            {
                ids.Add(id.GetString()!);
            }
            else
            {
                WithoutId++;
            }

            if (!json.TryGetProperty("response", out var response) && !json.TryGetProperty("error", out _))
            {
                WithoutResult++;
                continue;
            }

            // OpenAI's rows that failed have an answer too.
            var status =
                response.ValueKind == JsonValueKind.Object ? response.GetProperty("status_code").GetInt32() : 0;
            Assert.NotEqual(isOutput ? 0 : 200, status);
            Non2xx += isOutput && status != 200 ? 1 : 0;
        }

        return ids;
    }

    private static async Task<string[]> TextAsync(MockService mock, JsonElement batch, string member)
    {
        if (batch.GetProperty(member).GetString() is not { } file)
        {
            return [];
        }

        using var metadata = await mock.Http.GetAsync($"{mock.Api}/files/{file}");
        using var content = await mock.Http.GetAsync($"{mock.Api}/files/{file}/content");
        Assert.Equal(HttpStatusCode.OK, content.StatusCode);
        var text = await content.Content.ReadAsStringAsync();
        Assert.Equal(text.Length, (await MockService.JsonAsync(metadata)).GetProperty("bytes").GetInt64());
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (content.Headers.TryGetValues("X-Last-Line", out var lastLine))
        {
            Assert.Equal($"{lines.Length}", lastLine.Single());
        }

        return lines;
    }

    private static JsonElement? TryParse(string line)
    {
        try
        {
            return MockService.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
