namespace BatchLoadTest.MockServer.Batches;

/// <summary>What a file is for.</summary>
internal enum FilePurpose
{
    Input,
    Output,
    Error,
}
