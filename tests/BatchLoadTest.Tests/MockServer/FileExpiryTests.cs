using System.Net;
using System.Text;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>Uploads that expire, and uploads that are deleted while a batch of theirs runs.</summary>
public sealed class FileExpiryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task AFile_IsThereUntilItExpires_AndItsBatchGoesOn(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new(), flavour);
        // OpenAI takes nothing shorter.
        var life = flavour == MockFlavour.OpenAI ? 60 * Minute : Minute;
        var file = await ExpiringAsync(mock, $"{life.TotalSeconds}");
        mock.Time.Advance(life - Minute);
        var id = await mock.CreatedAsync(file);
        var shown = await mock.GetJsonAsync($"files/{file}");
        Assert.Equal(
            life.TotalSeconds,
            shown.GetProperty("expires_at").GetInt64() - shown.GetProperty("created_at").GetInt64()
        );
        mock.Time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{file}"));

        mock.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}/content"));
        using var late = await mock.CreateAsync(file);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        var listed = (await mock.GetJsonAsync("files?purpose=batch")).GetProperty("data");
        Assert.DoesNotContain(file, listed.EnumerateArray().Select(item => MockService.Text(item, "id")));
        mock.Time.Advance(2 * Minute);
        var batch = await mock.BatchAsync(id);
        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.Equal(3, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
    }

    [Fact]
    public async Task AnExpiredFile_IsServed_WhereThatIsAskedFor_AndCountsOnce()
    {
        await using var mock = await StartAsync(new() { KeepExpired = 1 });
        var file = await ExpiringAsync(mock, "60");
        await mock.GetJsonAsync($"files/{file}");
        Assert.Equal(0, mock.Host.Counts().Defects.FilesExpired);
        mock.Time.Advance(Minute);
        await mock.UploadedAsync(MockService.Rows(1));

        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{file}"));
        Assert.Equal(3, (await mock.LinesAsync(file)).Count);

        Assert.Equal(1, mock.Host.Counts().Defects.FilesExpired);
        Assert.Single((await mock.GetJsonAsync("files")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task AnotherAnchor_IsRefused()
    {
        await using var mock = await StartAsync(new());
        using var answer = await UploadAsync(mock, "60", "last_active_at");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, HttpStatusCode.NotFound)]
    [InlineData(MockFlavour.OpenAI, HttpStatusCode.OK)]
    public async Task AFileDeletedWhileItsBatchRuns_TakesTheBatchWithIt_OrNot(
        MockFlavour flavour,
        HttpStatusCode expected
    )
    {
        await using var mock = await StartAsync(new(), flavour);
        var file = await mock.UploadedAsync(MockService.Rows(3));
        var id = await mock.CreatedAsync(file);
        mock.Time.Advance(Minute);
        Assert.Equal("in_progress", MockService.Text(await mock.BatchAsync(id), "status"));

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(expected, await mock.StatusAsync($"batches/{id}"));
        if (expected == HttpStatusCode.OK)
        {
            mock.Time.Advance(2 * Minute);
            var batch = await mock.BatchAsync(id);
            Assert.Equal("completed", MockService.Text(batch, "status"));
            Assert.Equal(3, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
        }
    }

    [Fact]
    public async Task ABatchWhoseInputIsDeleted_StaysCancelledAndWithoutIt_WhereThatIsAskedFor()
    {
        await using var mock = await StartAsync(new(), unlinks: true);
        var file = await mock.UploadedAsync(MockService.Rows(3));
        var id = await mock.CreatedAsync(file);
        mock.Time.Advance(Minute);

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        mock.Time.Advance(Minute);

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
        var batch = await mock.BatchAsync(id);
        Assert.Equal("cancelled", MockService.Text(batch, "status"));
        Assert.Equal("", MockService.Text(batch, "input_file_id"));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{MockService.Text(batch, "output_file_id")}"));
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesSurviving);
    }

    [Fact]
    public async Task ABatchThatSurvivesItsInput_CountsOnce_WhereItIsSeenRunning()
    {
        await using var mock = await StartAsync(new() { SurviveInput = 1 });
        var (file, other) = (
            await mock.UploadedAsync(MockService.Rows(3)),
            await mock.UploadedAsync(MockService.Rows(3))
        );
        var (id, unseen) = (await mock.CreatedAsync(file), await mock.CreatedAsync(other));
        mock.Time.Advance(Minute);
        await mock.BatchAsync(id);
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesSurviving);

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        using var deletedToo = await mock.Http.DeleteAsync($"{mock.Api}/files/{other}");
        await mock.BatchAsync(id);
        await mock.BatchAsync(id);
        mock.Time.Advance(2 * Minute);

        Assert.Equal("completed", MockService.Text(await mock.BatchAsync(id), "status"));
        Assert.Equal("completed", MockService.Text(await mock.BatchAsync(unseen), "status"));
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesSurviving);
    }

    [Fact]
    public async Task ADeletedFile_IsServed_WhereThatIsAskedFor_AndCountsOnce_UntilItIsDeletedAgain()
    {
        await using var mock = await StartAsync(new() { KeepDeleted = 1 });
        var file = await mock.UploadedAsync(MockService.Rows(3));

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        Assert.Equal(0, mock.Host.Counts().Defects.FilesUndeleted);
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{file}"));
        Assert.Equal(3, (await mock.LinesAsync(file)).Count);
        using var late = await mock.CreateAsync(file);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Empty((await mock.GetJsonAsync("files")).GetProperty("data").EnumerateArray());

        Assert.Equal(1, mock.Host.Counts().Defects.FilesUndeleted);
        using var again = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}"));
    }

    [Fact]
    public async Task ResultsOfABatchThatIsGone_AreServed_WhereThatIsAskedFor_AndCountOnce()
    {
        await using var mock = await StartAsync(new() { KeepResults = 1 });
        var file = await mock.UploadedAsync(MockService.Rows(3));
        var id = await mock.CreatedAsync(file);
        mock.Time.Advance(Minute);
        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        await mock.GetJsonAsync($"files/{output}");
        Assert.Equal(0, mock.Host.Counts().Defects.ResultsUndeleted);

        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{id}"));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{output}"));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{output}/content"));
        Assert.Equal(1, mock.Host.Counts().Defects.ResultsUndeleted);
        using var again = await mock.Http.DeleteAsync($"{mock.Api}/files/{output}");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task AnExpiryThatIsIgnored_CountsWithTheUpload()
    {
        await using var mock = await StartAsync(new() { IgnoreExpiry = 1 });
        var file = await ExpiringAsync(mock, "60");
        await mock.UploadedAsync(MockService.Rows(1));

        Assert.Equal(1, mock.Host.Counts().Defects.ExpiriesIgnored);
        mock.Time.Advance(Minute);
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync($"files/{file}"));
        Assert.Equal(0, mock.Host.Counts().Defects.FilesExpired);
    }

    [Fact]
    public async Task ABatch_CanBeDeletedByItself_AtTheControlLayerOnly()
    {
        await using var mock = await StartAsync(new());
        var id = await mock.CreatedAsync(await mock.UploadedAsync(MockService.Rows(3)));
        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/batches/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{id}"));
        using var again = await mock.Http.DeleteAsync($"{mock.Api}/batches/{id}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);

        await using var other = await StartAsync(new(), MockFlavour.OpenAI);
        var kept = await other.CreatedAsync(await other.UploadedAsync(MockService.Rows(3)));
        using var refused = await other.Http.DeleteAsync($"{other.Api}/batches/{kept}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync($"batches/{kept}"));
    }

    private static Task<MockService> StartAsync(
        MockMisbehaviour misbehaviour,
        MockFlavour flavour = MockFlavour.ControlLayer,
        bool unlinks = false
    ) =>
        MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = 2 * Minute,
                FileLife = TimeSpan.FromHours(2),
                Flavour = flavour,
                UnlinksBatches = unlinks,
                Misbehaviour = misbehaviour,
            }
        );

    private static async Task<string> ExpiringAsync(MockService mock, string seconds)
    {
        using var answer = await UploadAsync(mock, seconds, "created_at");
        return MockService.Text(await MockService.JsonAsync(answer), "id");
    }

    private static Task<HttpResponseMessage> UploadAsync(MockService mock, string seconds, string anchor)
    {
        var form = MockService.Form(new StringContent(MockService.Rows(3), Encoding.UTF8));
        form.Add(new StringContent(anchor), "expires_after[anchor]");
        form.Add(new StringContent(seconds), "expires_after[seconds]");
        return mock.Http.PostAsync($"{mock.Api}/files", form);
    }
}
