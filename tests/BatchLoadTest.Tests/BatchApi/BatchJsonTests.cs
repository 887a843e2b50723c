using System.Text;
using System.Text.Json;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class BatchJsonTests
{
    [Fact]
    public void Parse_ControlLayersAnswer_ReadsEverything()
    {
        var batch = Parse(
            """
            {"id":"uuid","object":"batch","endpoint":"/v1/chat/completions","input_file_id":"in","completion_window":"24h",
             "status":"completed","output_file_id":"out","error_file_id":"err","created_at":1703187200,
             "in_progress_at":1703187201,"expires_at":1703273600,"finalizing_at":1703187300,"completed_at":1703187301,
             "request_counts":{"total":10,"completed":9,"failed":1},"metadata":{}}
            """
        );

        Assert.Equal("uuid", batch.Id);
        Assert.Equal(BatchState.Completed, batch.Status.State);
        Assert.Equal("out", batch.OutputFileId);
        Assert.Equal("err", batch.ErrorFileId);
        Assert.Equal(new RequestCounts(10, 9, 1), batch.Counts);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1703187200), batch.Times.CreatedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1703187201), batch.Times.InProgressAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1703187300), batch.Times.FinalizingAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1703187301), batch.Times.CompletedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1703273600), batch.Times.ExpiresAt);
        Assert.Null(batch.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData(
        ""","output_file_id":null,"error_file_id":null,"request_counts":null,"errors":null,"completed_at":null"""
    )]
    [InlineData(""","output_file_id":"","error_file_id":"","request_counts":{},"errors":{},"completed_at":0""")]
    [InlineData(""","output_file_id":[],"error_file_id":{},"request_counts":[],"errors":[],"completed_at":{}""")]
    [InlineData(
        ""","output_file_id":true,"request_counts":7,"errors":"x","completed_at":"yesterday","created_at":1e400"""
    )]
    public void Parse_AbsentNullEmptyOrOfAnotherType_IsTheSame(string more)
    {
        var batch = Parse($$"""{"id":"b","status":"validating"{{more}}}""");

        Assert.Null(batch.OutputFileId);
        Assert.Null(batch.ErrorFileId);
        Assert.Null(batch.Error);
        Assert.Null(batch.Times.CompletedAt);
        Assert.Equal(0, batch.Counts?.Total ?? 0);
    }

    [Theory]
    [InlineData("""{"total":3}""", 3, null, null)]
    [InlineData("""{"total":3,"completed":null,"failed":null}""", 3, null, null)]
    [InlineData("""{"completed":0}""", null, 0, null)]
    [InlineData("""{"total":"3","completed":"2","failed":1}""", 3, 2, 1)]
    [InlineData("""{"total":3,"completed":{},"failed":[0]}""", 3, null, null)]
    [InlineData("""{"succeeded":3}""", null, null, null)]
    [InlineData("""{"total":null}""", null, null, null)]
    [InlineData("null", null, null, null)]
    public void Parse_CountsThatAreNotThere_AreUnknown(string counts, int? total, int? completed, int? failed)
    {
        var batch = Parse($$"""{"id":"b","status":"validating","request_counts":{{counts}}}""");

        RequestCounts? expected = (total ?? completed ?? failed) is null
            ? null
            : new RequestCounts(total, completed, failed);
        Assert.Equal(expected, batch.Counts);
    }

    [Fact]
    public void Parse_DeepMetadata_IsRead()
    {
        var nested = new string('[', 500) + new string(']', 500);

        var batch = Parse($$"""{"metadata":{{nested}},"errors":{"data":{{nested}}},"id":"b","status":"failed"}""");

        Assert.Equal("b", batch.Id);
    }

    [Theory]
    [InlineData("""{"job":{"id":"b","status":"QUEUED","output_file":"out"}}""")]
    [InlineData("""{"batch":{"id":"b","status":"queued","output_file_id":"out"}}""")]
    [InlineData("""{"ok":true,"job":{"status":"Queued","output_file":"out","id":"b"},"warnings":[{"id":"w"}]}""")]
    [InlineData("""{"job":null,"id":"b","status":"queued","output_file":"out"}""")]
    [InlineData("""{"job":"b","id":"b","status":"queued","output_file":"out","output_file_id":null}""")]
    public void Parse_WrappedAnswer_IsSeenThrough(string body)
    {
        var batch = Parse(body);

        Assert.Equal("b", batch.Id);
        Assert.Equal(BatchState.Validating, batch.Status.State);
        Assert.Equal("out", batch.OutputFileId);
    }

    [Theory]
    [InlineData(""" "metadata":{"id":"x","status":"failed","output_file_id":"y"} """)]
    [InlineData(""" "usage":[{"id":"x","status":"failed"},[{"status":"failed"}],{"error_file_id":"z"}] """)]
    [InlineData(""" "deep":{"er":{"job":{"id":"x","status":"failed"}}} """)]
    [InlineData(""" "request_counts":{"total":1,"details":{"id":"x","status":"failed","failed":7}} """)]
    [InlineData(""" "errors":{"data":[],"id":"x","status":"failed"} """)]
    [InlineData(""" "input_file":{"id":"x","status":"failed"} """)]
    public void Parse_MembersNamedLikeOursDeeperDown_AreNotTaken(string member)
    {
        foreach (var body in (string[])[Around(first: true), Around(first: false)])
        {
            var batch = Parse(body);

            Assert.Equal("b", batch.Id);
            Assert.Equal(BatchState.InProgress, batch.Status.State);
            Assert.Null(batch.OutputFileId);
            Assert.Null(batch.ErrorFileId);
            Assert.Equal(0, batch.Counts?.Failed ?? 0);
        }

        string Around(bool first) =>
            first
                ? $$"""{ {{member}},"id":"b","status":"in_progress"}"""
                : $$"""{"id":"b","status":"in_progress",{{member}} }""";
    }

    [Theory]
    [InlineData("validating", BatchState.Validating, false)]
    [InlineData("in_progress", BatchState.InProgress, false)]
    [InlineData("finalizing", BatchState.Finalizing, false)]
    [InlineData("completed", BatchState.Completed, true)]
    [InlineData("failed", BatchState.Failed, true)]
    [InlineData("expired", BatchState.Expired, true)]
    [InlineData("cancelling", BatchState.Cancelling, false)]
    [InlineData("cancelled", BatchState.Cancelled, true)]
    [InlineData("COMPLETED", BatchState.Completed, true)]
    [InlineData("Completed", BatchState.Completed, true)]
    [InlineData("QUEUED", BatchState.Validating, false)]
    [InlineData("RUNNING", BatchState.InProgress, false)]
    [InlineData("SUCCESS", BatchState.Completed, true)]
    [InlineData("TIMEOUT_EXCEEDED", BatchState.Expired, true)]
    [InlineData("scheduling", BatchState.Validating, false)]
    [InlineData("Scheduled", BatchState.Validating, false)]
    [InlineData("Submitted", BatchState.Validating, false)]
    [InlineData("created", BatchState.Validating, false)]
    [InlineData("new", BatchState.Validating, false)]
    [InlineData("pending", BatchState.Validating, false)]
    [InlineData("progress", BatchState.InProgress, false)]
    [InlineData("in progress", BatchState.InProgress, false)]
    [InlineData("in-progress", BatchState.InProgress, false)]
    [InlineData("InProgress", BatchState.InProgress, false)]
    [InlineData("processing", BatchState.InProgress, false)]
    [InlineData("started", BatchState.InProgress, false)]
    [InlineData("JOB_STATE_RUNNING", BatchState.InProgress, false)]
    [InlineData("BATCH_STATE_SUCCEEDED", BatchState.Completed, true)]
    [InlineData("CANCELLATION_REQUESTED", BatchState.Cancelling, false)]
    [InlineData("cancel_requested", BatchState.Cancelling, false)]
    [InlineData("ended", BatchState.Completed, true)]
    [InlineData("finished", BatchState.Completed, true)]
    [InlineData("done", BatchState.Completed, true)]
    [InlineData("succeeded", BatchState.Completed, true)]
    [InlineData("error", BatchState.Failed, true)]
    [InlineData("errored", BatchState.Failed, true)]
    [InlineData("timed_out", BatchState.Expired, true)]
    [InlineData("timeout", BatchState.Expired, true)]
    [InlineData("aborted", BatchState.Cancelled, true)]
    [InlineData("canceled", BatchState.Cancelled, true)]
    [InlineData("job_state_", BatchState.Unknown, false)]
    [InlineData("in_progress_", BatchState.Unknown, false)]
    [InlineData("complet\\u0065d", BatchState.Completed, true)]
    [InlineData("ready_to_go", BatchState.Unknown, false)]
    [InlineData("completed ", BatchState.Unknown, false)]
    public void Parse_Status_IsAnOpenSetWithoutCase(string word, BatchState state, bool terminal)
    {
        var status = Parse($$"""{"id":"b","status":"{{word}}"}""").Status;

        Assert.Equal(state, status.State);
        Assert.Equal(terminal, status.IsTerminal);
    }

    [Fact]
    public void Parse_UnknownStatus_KeepsTheServicesWordInOneLine() =>
        Assert.Equal("on hold", Parse("""{"id":"b","status":"on\nhold"}""").Status.Text);

    [Theory]
    [InlineData("1703187200")]
    [InlineData("1703187200.0")]
    [InlineData("1703187200000")]
    [InlineData("\"2023-12-21T19:33:20Z\"")]
    [InlineData("\"2023-12-21T19:33:20\"")]
    [InlineData("\"2023-12-21T20:33:20.000+01:00\"")]
    public void Parse_Time_MayBeANumberOrIso(string time) =>
        Assert.Equal(
            DateTimeOffset.FromUnixTimeSeconds(1703187200),
            Parse($$"""{"id":"b","status":"completed","completed_at":{{time}}}""").Times.CompletedAt
        );

    [Theory]
    [InlineData("""{"object":"list","data":[{"code":"x","message":"line 3 is bad"},{"message":"second"}]}""")]
    [InlineData("""[{"message":"line 3 is bad"}]""")]
    [InlineData("""["line 3 is bad"]""")]
    public void Parse_Errors_GivesTheFirstMessage(string errors) =>
        Assert.Equal("line 3 is bad", Parse($$"""{"id":"b","status":"failed","errors":{{errors}}}""").Error);

    [Fact]
    public void Parse_NumericId_IsText() => Assert.Equal("42", Parse("""{"id":42,"status":"queued"}""").Id);

    [Theory]
    [InlineData("""{"status":"completed"}""")]
    [InlineData("""{"id":"","status":"completed"}""")]
    [InlineData("""{"id":null,"status":"completed"}""")]
    [InlineData("""{"id":"b"}""")]
    [InlineData("""{"id":"b","status":7}""")]
    [InlineData("""{"id":"b","status":null}""")]
    [InlineData("""[{"id":"b","status":"completed"}]""")]
    [InlineData("\"completed\"")]
    [InlineData("null")]
    [InlineData("<html>502</html>")]
    [InlineData("")]
    [InlineData("""{"id":".","status":"completed"}""")]
    [InlineData("""{"id":"..","status":"completed"}""")]
    [InlineData("""{"id":"\u002e.","status":"completed"}""")]
    [InlineData("""{"id":"b","status":"completed","output_file_id":".."}""")]
    [InlineData("""{"id":"b","status":"completed","error_file_id":"."}""")]
    [InlineData("""{"batch":{"id":"..","status":"completed"}}""")]
    public void Parse_WhatIsNoBatch_IsRefused(string body) => Assert.ThrowsAny<JsonException>(() => Parse(body));

    [Fact]
    public void Parse_CutAnywhere_IsRefused()
    {
        const string Body =
            """{"id":"b","status":"completed","request_counts":{"total":1},"errors":{"data":[]},"job":{"x":1},"z":[1]}""";
        for (var length = 0; length < Body.Length; length++)
        {
            var cut = Body[..length];
            Assert.ThrowsAny<JsonException>(() => Parse(cut));
        }
    }

    private static Batch Parse(string body) => BatchJson.Parse(Encoding.UTF8.GetBytes(body));
}
