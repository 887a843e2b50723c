using System.Net;
using System.Text;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class StorageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mock-tests-");

    private int FilesOnDisk => folder.GetFiles("*", SearchOption.AllDirectories).Length;

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task ALargeFile_GoesToDisk_AndComesBackWhole(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new MockServerOptions { Flavour = flavour });
        const int rows = 5_000;
        var input = LargeInput(rows, padding: 4_000);
        var file = await mock.UploadedAsync(input);
        Assert.Equal(1, FilesOnDisk);
        Assert.Equal(input.Length, (await mock.GetJsonAsync($"files/{file}")).GetProperty("bytes").GetInt64());

        var content = await mock.Http.GetStringAsync($"{mock.Api}/files/{file}/content");
        Assert.Equal(input.Length, content.Length);

        var batch = await mock.EndedAsync(await mock.CreatedAsync(file));
        var output = MockService.Text(batch, "output_file_id");
        var ids = MockService.Ids(await mock.LinesAsync(output)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(rows, ids.Count);
        Assert.Contains("row-4999", ids);
    }

    [Fact]
    public async Task AResultFilesSize_IsThatOfItsContent()
    {
        await using var mock = await StartAsync(new MockServerOptions { RowFailRate = 0.3, OutputErrorRate = 0.3 });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(23));
        foreach (var member in new[] { "output_file_id", "error_file_id" })
        {
            var file = MockService.Text(batch, member);
            var content = await mock.Http.GetByteArrayAsync($"{mock.Api}/files/{file}/content");
            var metadata = await mock.GetJsonAsync($"files/{file}");
            Assert.Equal(content.Length, metadata.GetProperty("bytes").GetInt64());
        }
    }

    [Fact]
    public async Task ASmallFile_StaysInMemory()
    {
        await using var mock = await StartAsync(new MockServerOptions());
        await mock.UploadedAsync(MockService.Rows(10));

        Assert.Equal(0, FilesOnDisk);
    }

    [Fact]
    public async Task ARefusedLargeFile_LeavesNothingOnDisk()
    {
        await using var mock = await StartAsync(new MockServerOptions());
        using var answer = await mock.UploadAsync(LargeInput(100, padding: 4_000) + "not JSON\n");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, FilesOnDisk);
    }

    [Fact]
    public async Task ADeletedLargeFile_LeavesTheDisk_WithTheLastOfItsResults()
    {
        await using var mock = await StartAsync(new MockServerOptions { Flavour = MockFlavour.OpenAI });
        var file = await mock.UploadedAsync(LargeInput(100, padding: 4_000));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(file));

        using var deletedInput = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        Assert.Equal(1, FilesOnDisk);
        Assert.Equal(100, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);

        // Its output and its (never shown) error file go with the batch.
        mock.Time.Advance(TimeSpan.FromMinutes(10));
        await mock.UploadedAsync(MockService.Rows(1));
        Assert.Equal(0, FilesOnDisk);
    }

    [Fact]
    public async Task OldFilesAndBatches_AreDropped_WhenNewOnesCome()
    {
        await using var mock = await StartAsync(new MockServerOptions { FileLife = TimeSpan.FromMinutes(1) });
        var file = await mock.UploadedAsync(LargeInput(100, padding: 4_000));
        var batch = await mock.CreatedAsync(file);
        Assert.Equal(1, FilesOnDisk);

        mock.Time.Advance(TimeSpan.FromSeconds(64));
        await mock.UploadedAsync(MockService.Rows(1));

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{batch}"));
        Assert.Equal(0, FilesOnDisk);
    }

    [Fact]
    public async Task ARunningBatch_OutlivesItsInputFile()
    {
        await using var mock = await StartAsync(
            new MockServerOptions { FileLife = TimeSpan.FromMinutes(1), BatchDuration = TimeSpan.FromMinutes(5) }
        );
        var file = await mock.UploadedAsync(LargeInput(100, padding: 4_000));
        var id = await mock.CreatedAsync(file);

        mock.Time.Advance(TimeSpan.FromMinutes(5));
        await mock.UploadedAsync(MockService.Rows(1));

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        Assert.Equal(100, (await mock.LinesAsync(output)).Count);
    }

    [Fact]
    public async Task MoreFilesThanAllowed_PushTheOldestOut()
    {
        await using var mock = await StartAsync(new MockServerOptions { MaxStoredFiles = 2 });
        var files = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            files.Add(await mock.UploadedAsync(MockService.Rows(1)));
        }

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{files[0]}"));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{files[1]}"));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{files[2]}"));
    }

    [Fact]
    public async Task MoreBytesThanAllowed_PushTheOldestOut()
    {
        var input = LargeInput(100, padding: 4_000);
        await using var mock = await StartAsync(new MockServerOptions { MaxStoredBytes = input.Length * 3 / 2 });
        var first = await mock.UploadedAsync(input);
        var second = await mock.UploadedAsync(input);

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{first}"));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{second}"));
        Assert.Equal(1, FilesOnDisk);
    }

    [Fact]
    public async Task AFolderThatWasTidiedAway_IsMadeAgain()
    {
        await using var mock = await StartAsync(new MockServerOptions());
        await mock.UploadedAsync(LargeInput(100, padding: 4_000));
        folder.GetDirectories().Single().Delete(recursive: true);
        var file = await mock.UploadedAsync(LargeInput(100, padding: 4_000));

        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{file}/content"));
        mock.Time.Advance(TimeSpan.FromHours(1));
        await mock.UploadedAsync(MockService.Rows(1));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
    }

    [Fact]
    public async Task Stopping_DeletesTheFolder()
    {
        var mock = await StartAsync(new MockServerOptions());
        await mock.UploadedAsync(LargeInput(100, padding: 4_000));
        await mock.DisposeAsync();

        Assert.Empty(folder.GetFileSystemInfos());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task<MockService> StartAsync(MockServerOptions options) =>
        MockService.StartAsync(options with { DataFolder = folder.FullName });

    private static string LargeInput(int rows, int padding)
    {
        var input = new StringBuilder();
        var text = new string('x', padding);
        for (var i = 0; i < rows; i++)
        {
            // Members in the control layer's order, so that both flavours give back the same number of bytes.
            input
                .Append("{\"custom_id\":\"row-")
                .Append(i)
                .Append("\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\",\"text\":\"")
                .Append(text)
                .Append("\"}}\n");
        }

        return input.ToString();
    }
}
