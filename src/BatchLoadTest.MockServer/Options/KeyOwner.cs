namespace BatchLoadTest.MockServer.Options;

/// <summary>Whose a key is, and what was made with it.</summary>
internal enum KeyOwner
{
    /// <summary>The account that creates keys.</summary>
    First,

    /// <summary>The other one, which has a key and nothing else.</summary>
    Second,
}
