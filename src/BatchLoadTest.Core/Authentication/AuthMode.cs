namespace BatchLoadTest.Authentication;

/// <summary>How the run comes by its API key.</summary>
public enum AuthMode
{
    /// <summary>Create one with HTTP Basic at the key endpoint.</summary>
    Basic,

    /// <summary>Log in at the control layer, then create one with the session cookie.</summary>
    Login,

    /// <summary>Use the key that the person brought.</summary>
    ApiKey,

    /// <summary>Send no key at all.</summary>
    None,
}
