using System.Net;
using System.Text;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class DownloadDefectTests
{
    [Theory]
    [InlineData(MockFlavour.ControlLayer, false, 1)]
    [InlineData(MockFlavour.ControlLayer, false, 9)]
    [InlineData(MockFlavour.ControlLayer, true, 9)]
    [InlineData(MockFlavour.OpenAI, false, 2000)]
    [InlineData(MockFlavour.OpenAI, true, 2000)]
    public async Task CutDownloads_BreakOffMidway_AfterThe200_EachTime(MockFlavour flavour, bool http2, int rows)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                Http2 = http2,
                OutputErrorRate = 0.5,
                Misbehaviour = new() { CutDownloads = 1, LoseRows = 0.5 },
            }
        );
        if (http2)
        {
            mock.Http.DefaultRequestVersion = HttpVersion.Version20;
            mock.Http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        var batch = await mock.EndedAsync(await mock.CreatedAsync(rows));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (whole, rest, status) = await CutAsync(mock, MockService.Text(batch, "output_file_id"));
            Assert.Equal(HttpStatusCode.OK, status);
            if (http2)
            {
                // The stream's reset overtakes what a client has not read yet.
                Assert.InRange(whole, 0, rows / 2);
                continue;
            }

            Assert.Equal(rows / 2, whole);
            Assert.StartsWith("{\"id\":\"batch_req_", rest, StringComparison.Ordinal);
            Assert.False(rest.EndsWith('}'));
        }

        var defects = mock.Host.Counts().Defects;
        Assert.Equal(1, defects.DownloadsCut);
        Assert.Equal(rows - (rows / 2), defects.RowsCutOff);
        Assert.Equal(0, defects.RowsLost);
        Assert.Equal(0, defects.RowsNon2xx);
    }

    [Fact]
    public async Task CutDownloads_SpareTheErrorFile_AndFilesOfRunningBatches()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                RowFailRate = 0.5,
                Misbehaviour = new() { CutDownloads = 1 },
            }
        );
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(TimeSpan.FromSeconds(2.8));
        var batch = await mock.BatchAsync(id);
        Assert.Equal(5, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
        Assert.Equal(0, mock.Host.Counts().Defects.DownloadsCut);

        await mock.EndedAsync(id);
        Assert.Equal(5, (await mock.LinesAsync(MockService.Text(batch, "error_file_id"))).Count);
        Assert.Equal(1, mock.Host.Counts().Defects.DownloadsCut);
    }

    [Fact]
    public async Task AnEmptyOutputFile_CannotBeCut()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                RowFailRate = 1,
                Misbehaviour = new() { CutDownloads = 1, IncompleteDownloads = 1 },
            }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(10));

        Assert.Empty(await mock.LinesAsync(MockService.Text(batch, "output_file_id")));
        Assert.Equal(0, mock.Host.Counts().Defects.DownloadsCut);
        Assert.Equal(0, mock.Host.Counts().Defects.DownloadsIncomplete);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, 1, 0)]
    [InlineData(MockFlavour.ControlLayer, 9, 8)]
    [InlineData(MockFlavour.ControlLayer, 50, 45)]
    [InlineData(MockFlavour.OpenAI, 50, 45)]
    public async Task IncompleteDownloads_EndProperlyWithoutTheirLastRows_AndSaySo(
        MockFlavour flavour,
        int rows,
        int served
    )
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                Misbehaviour = new() { IncompleteDownloads = 1 },
            }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(rows));
        var output = MockService.Text(batch, "output_file_id");
        using var answer = await mock.Http.GetAsync($"{mock.Api}/files/{output}/content");

        Assert.Equal(["true"], answer.Headers.GetValues("X-Incomplete"));
        Assert.Equal(served, (await mock.LinesAsync(output)).Count);
        Assert.Equal(rows, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
        var defects = mock.Host.Counts().Defects;
        Assert.Equal(1, defects.DownloadsIncomplete);
        Assert.Equal(rows - served, defects.RowsWithheld);
    }

    [Fact]
    public async Task IncompleteDownloads_LackARowOfTheOutputFile_WhereTheLastRowsFailed()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            await using var mock = await MockService.StartAsync(
                new MockServerOptions
                {
                    RowFailRate = 0.9,
                    Misbehaviour = new() { IncompleteDownloads = 1 },
                    Seed = seed,
                }
            );
            await mock.EndedAsync(await mock.CreatedAsync(20));
            Assert.Equal(1, mock.Host.Counts().Defects.DownloadsIncomplete);
            Assert.InRange(mock.Host.Counts().Defects.RowsWithheld, 1, 2);
        }
    }

    [Fact]
    public async Task ACancelledBatch_WithholdsNothingThatItNeverFinished()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = TimeSpan.FromSeconds(10),
                Misbehaviour = new() { IncompleteDownloads = 1 },
            }
        );
        var id = await mock.CreatedAsync(10);
        mock.Time.Advance(TimeSpan.FromSeconds(5));
        using var cancel = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        var batch = await mock.EndedAsync(id);
        var output = MockService.Text(batch, "output_file_id");
        using var answer = await mock.Http.GetAsync($"{mock.Api}/files/{output}/content");

        Assert.Equal(["false"], answer.Headers.GetValues("X-Incomplete"));
        Assert.Equal(0, mock.Host.Counts().Defects.DownloadsIncomplete);
    }

    /// <summary>Reads until the connection breaks: whole lines, the broken one, and the status.</summary>
    private static async Task<(int Whole, string Broken, HttpStatusCode Status)> CutAsync(MockService mock, string file)
    {
        using var answer = await mock.Http.GetAsync(
            $"{mock.Api}/files/{file}/content",
            HttpCompletionOption.ResponseHeadersRead
        );
        await using var body = await answer.Content.ReadAsStreamAsync();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await body.ReadAsync(buffer) is var read and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        });
        var lines = text.ToString().Split('\n');
        return (lines.Length - 1, lines[^1], answer.StatusCode);
    }
}
