using System.Net;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>The service model as a client sees it, and the refusals for lack of capacity.</summary>
public sealed class ServiceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Turnaround_FollowsTheLoad_AndTheQueueShowsInNoStamp()
    {
        await using var mock = await StartAsync(slots: 2);
        var ids = new[] { await mock.CreatedAsync(4), await mock.CreatedAsync(4), await mock.CreatedAsync(4) };

        Assert.Equal([("in_progress", 0), ("in_progress", 0), ("in_progress", 0)], await SeenAsync(mock, ids));
        mock.Time.Advance(3 * Second);
        Assert.Equal([("completed", 4), ("in_progress", 2), ("in_progress", 0)], await SeenAsync(mock, ids));
        mock.Time.Advance(3 * Second);
        Assert.Equal([("completed", 4), ("completed", 4), ("completed", 4)], await SeenAsync(mock, ids));

        var batches = new List<JsonElement>();
        foreach (var id in ids)
        {
            batches.Add(await mock.BatchAsync(id));
        }

        Assert.All(batches, batch => Assert.Equal(Stamp(batch, "created_at"), Stamp(batch, "in_progress_at")));
        Assert.Equal([2, 4, 6], batches.Select(batch => Stamp(batch, "completed_at") - Stamp(batch, "created_at")));
        Assert.Equal(
            (3L, 3L, 0L),
            (
                mock.Host.Counts().Batches.Created,
                mock.Host.Counts().Batches.Completed,
                mock.Host.Counts().Batches.RefusedForCapacity
            )
        );
    }

    [Fact]
    public async Task Claims_TakeBatchesUpOnceEachInterval_FromTheServersStart()
    {
        await using var mock = await MockService.StartAsync(
            new()
            {
                Service = new() { RowTime = TimeSpan.Zero, Claim = new(1, null, Second) },
            }
        );
        mock.Time.Advance(Second / 2);
        var ids = new[] { await mock.CreatedAsync(2), await mock.CreatedAsync(2) };

        mock.Time.Advance(Second / 2);
        Assert.Equal([("completed", 2), ("in_progress", 0)], await SeenAsync(mock, ids));
        mock.Time.Advance(Second);
        Assert.Equal([("completed", 2), ("completed", 2)], await SeenAsync(mock, ids));
    }

    [Fact]
    public async Task Claims_AreMadeForEachModelOfTheRows()
    {
        await using var mock = await MockService.StartAsync(
            new()
            {
                Service = new() { RowTime = TimeSpan.Zero, Claim = new(1, null, Second) },
            }
        );
        var ids = new List<string>();
        foreach (var models in new[] { "a", "b", "a", "ab" })
        {
            var rows = models.Select(model => MockService.Row($"of-{model}", model: $"{model}") + "\n");
            using var created = await mock.CreateAsync(await mock.UploadedAsync(string.Concat(rows)));
            ids.Add(MockService.Text(await MockService.JsonAsync(created), "id"));
        }

        Assert.Equal(
            [("completed", 1), ("completed", 1), ("in_progress", 0), ("in_progress", 0)],
            await SeenAsync(mock, ids)
        );
        mock.Time.Advance(Second);
        Assert.Equal([("completed", 1), ("in_progress", 1)], await SeenAsync(mock, ids[2..]));
        mock.Time.Advance(Second);
        Assert.Equal([("completed", 2)], await SeenAsync(mock, ids[3..]));
    }

    [Fact]
    public async Task ACancelledBatch_EndsAtOnceWithWhatWasDone_AndKeepsItsSlots()
    {
        await using var mock = await StartAsync(slots: 1);
        var cancelled = await mock.CreatedAsync(4);
        var next = await mock.CreatedAsync(1);
        mock.Time.Advance(2 * Second);
        await CancelAsync(mock, cancelled);

        Assert.Equal([("cancelled", 2), ("in_progress", 0)], await SeenAsync(mock, [cancelled, next]));
        mock.Time.Advance(2 * Second);
        Assert.Equal([("cancelled", 2), ("in_progress", 0)], await SeenAsync(mock, [cancelled, next]));
        mock.Time.Advance(Second);
        Assert.Equal([("cancelled", 2), ("completed", 1)], await SeenAsync(mock, [cancelled, next]));
    }

    [Fact]
    public async Task ABatchThatIsInvalid_TakesNoSlot_AndFailsAtOnce()
    {
        await using var mock = await StartAsync(slots: 1, MockFlavour.OpenAI);
        using var bad = await mock.CreateAsync(await mock.UploadedAsync(MockService.Row("a", "/v1/embeddings")));
        var failed = MockService.Text(await MockService.JsonAsync(bad), "id");
        var good = await mock.CreatedAsync(1);
        mock.Time.Advance(Second);

        Assert.Equal([("failed", 0), ("completed", 1)], await SeenAsync(mock, [failed, good]));
    }

    [Fact]
    public async Task ABatchThatExpires_TakesTheTimeOfTheRowsThatItDid()
    {
        await using var mock = await MockService.StartAsync(
            new()
            {
                Flavour = MockFlavour.OpenAI,
                ExpireRate = 1,
                Service = new() { Slots = 1, RowTime = Second },
            }
        );
        var id = await mock.CreatedAsync(4);
        mock.Time.Advance(Second);
        Assert.Equal([("in_progress", 1)], await SeenAsync(mock, [id]));
        mock.Time.Advance(Second);
        Assert.Equal([("expired", 2)], await SeenAsync(mock, [id]));
    }

    [Fact]
    public async Task AStuckBatch_FinalizesFromItsLastRowOn()
    {
        await using var mock = await MockService.StartAsync(
            new()
            {
                Misbehaviour = new() { StuckFinalizing = 1 },
                Service = new() { Slots = 1, RowTime = Second },
            }
        );
        var id = await mock.CreatedAsync(2);
        mock.Time.Advance(Second);
        Assert.Equal([("in_progress", 1)], await SeenAsync(mock, [id]));
        mock.Time.Advance(Second);
        Assert.Equal([("finalizing", 2)], await SeenAsync(mock, [id]));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task AtTheCapacityLimit_ABatchIsRefused_UntilAnotherHasEnded(MockFlavour flavour)
    {
        await using var mock = await MockService.StartAsync(new() { Flavour = flavour, CapacityLimit = 2 });
        var file = await mock.UploadedAsync(MockService.Rows(1));
        await mock.CreatedAsync(file);
        mock.Time.Advance(2 * Second);
        await mock.CreatedAsync(file);

        using var refused = await mock.CreateAsync(file);
        var body = await refused.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(Second, refused.Headers.RetryAfter?.Delta);
        Assert.Contains("Insufficient capacity for 24h completion window.", body, StringComparison.Ordinal);
        Assert.Equal(Refusal.Capacity, KindOf(body));
        mock.Time.Advance(Second);
        await mock.CreatedAsync(file);
        Assert.Equal((3L, 1L), (mock.Host.Counts().Batches.Created, mock.Host.Counts().Batches.RefusedForCapacity));
        var page = MockService.Parse(await mock.Http.GetStringAsync("/mock/counts")).GetProperty("batches");
        Assert.Equal(1, page.GetProperty("refused_for_capacity").GetInt64());
        using var reset = await mock.Http.PostAsync("/mock/reset", null);
        Assert.Equal(0, mock.Host.Counts().Batches.RefusedForCapacity);
    }

    [Fact]
    public async Task ACapacityLimit_HasRoomAgain_WhenABatchIsCancelledOrDeleted()
    {
        await using var mock = await MockService.StartAsync(
            new()
            {
                CapacityLimit = 1,
                Service = new() { Slots = 1, RowTime = 1000 * Second },
            }
        );
        var file = await mock.UploadedAsync(MockService.Rows(1));
        await CancelAsync(mock, await mock.CreatedAsync(file));

        await mock.CreatedAsync(file);
        using var deletion = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");

        await mock.CreatedAsync(1);
        using var refused = await mock.CreateAsync(await mock.UploadedAsync(MockService.Rows(1)));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task AtTheCapacityLimit_OfManyAtOnce_AsManyAreTakenAsThereIsRoomFor()
    {
        await using var mock = await MockService.StartAsync(new() { CapacityLimit = 10 });
        var file = await mock.UploadedAsync(MockService.Rows(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => mock.CreateAsync(file)));

        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(30, mock.Host.Counts().Batches.RefusedForCapacity);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    private static Task<MockService> StartAsync(int slots, MockFlavour flavour = MockFlavour.ControlLayer) =>
        MockService.StartAsync(
            new()
            {
                Flavour = flavour,
                Service = new() { Slots = slots, RowTime = Second },
            }
        );

    private static async Task CancelAsync(MockService mock, string id)
    {
        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<List<(string Status, int Completed)>> SeenAsync(MockService mock, IEnumerable<string> ids)
    {
        var seen = new List<(string Status, int Completed)>();
        foreach (var id in ids)
        {
            var batch = await mock.BatchAsync(id);
            var completed = batch.GetProperty("request_counts").GetProperty("completed").GetInt32();
            seen.Add((MockService.Text(batch, "status"), completed));
        }

        return seen;
    }

    private static long Stamp(JsonElement batch, string name) => batch.GetProperty(name).GetInt64();

    private static Refusal? KindOf(string body) =>
        Refusals.Of(
            new Measurement(
                Step.Create,
                Outcome.HttpStatus,
                429,
                IntendedStart: 0,
                Start: 0,
                Second,
                Second,
                BytesSent: 0,
                BytesReceived: 0,
                body
            )
        );
}
