using System.Text;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Scenarios;

/// <summary>What is sent of a data file that changes while it is in use, and who is told.</summary>
public sealed class ChangedDataFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(null, "custom_id\":\"7\"")]
    [InlineData("3f9a1c", "custom_id\":\"7~3f9a1c-")]
    public async Task NextUpload_SmallFileIsTruncated_IsSentAsItWasCheckedAndIsNobodysFault(string? part, string row)
    {
        using var file = await LoadAsync(rows: 20, part);
        var length = (await CopyAsync(file.NextUpload(1, 1))).Length;

        folder.Write("data.jsonl", "");
        var upload = file.NextUpload(1, 1);
        var sent = await CopyAsync(upload);

        Assert.Equal(length, sent.Length);
        Assert.Contains(row, sent, StringComparison.Ordinal);
        Assert.Null(upload.Source.Change());
        Assert.Contains("it has 0 bytes instead of", file.Change(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("3f9a1c")]
    public async Task Change_LargeFileGrows_IsToldByTheUploadThatMayHaveMetIt(string? part)
    {
        using var file = await LoadAsync(rows: 20_000, part);
        var upload = file.NextUpload(1, 1);
        Assert.Null(upload.Source.Change());

        await File.AppendAllTextAsync(file.Path, "\n");

        Assert.Contains("changed while the run went on: it has", upload.Source.Change(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private async Task<DataFile> LoadAsync(int rows, string? distinctPart)
    {
        var content = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            content.Append(
                $$"""{"custom_id":"{{row}}","method":"POST","url":"/v1/chat/completions","body":{} }""" + "\n"
            );
        }

        var path = folder.Write("data.jsonl", content.ToString());
        return await DataFile.LoadAsync(path, distinctPart, LineSplitter.DefaultMaxLine, CancellationToken.None);
    }

    private static async Task<string> CopyAsync(Upload upload)
    {
        using var target = new MemoryStream();
        await upload.Source.CopyToAsync(target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
