using SsprModule.Sandbox.Tests.Support;

namespace SsprModule.Sandbox.Tests;

public sealed class MethodTests
{
    private const string Mobile = "3179e48a-750b-4051-897c-87b9720928f7";
    private const string Alternate = "b6332ec1-7057-4abe-9331-3d72feddfe41";
    private const string Email = "3ddfcfc8-9383-446f-83cc-3ab9be4be18f";
    private const string Bob = "users/bob@contoso.com/authentication/";

    [Fact]
    public async Task Methods_agree_with_what_the_typed_lists_show()
    {
        var graph = new Graph();
        const string Anna = "users/anna@contoso.com/authentication/";

        var methods = (await graph.Get(Anna + "methods")).Value;
        var phone = (await graph.Get(Anna + "phoneMethods")).Value.Single();

        Assert.Equal(
            ["#microsoft.graph.passwordAuthenticationMethod", "#microsoft.graph.phoneAuthenticationMethod", "#microsoft.graph.emailAuthenticationMethod",
             "#microsoft.graph.microsoftAuthenticatorAuthenticationMethod", "#microsoft.graph.softwareOathAuthenticationMethod"],
            methods.Select(method => method.GetProperty("@odata.type").GetString()));
        Assert.Equal(Mobile, phone.GetProperty("id").GetString());
        Assert.Equal(phone.GetProperty("phoneNumber").GetString(), methods[1].GetProperty("phoneNumber").GetString());
        Assert.Matches(@"^\+\d+ \d+$", phone.GetProperty("phoneNumber").GetString());
        Assert.Equal(HttpStatusCode.OK, (await graph.Get(Anna + "methods/" + Email)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Get(Bob + "methods/" + Email)).Status);
        Assert.Equal(Graph.PasswordMethod, (await graph.Get(Bob + "passwordMethods")).Value.Single().GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_phone_is_added_changed_and_deleted()
    {
        var graph = new Graph();

        var added = await graph.Post(Bob + "phoneMethods", """{"phoneType":"mobile","phoneNumber":"+31 612345678"}""");
        Assert.Equal((HttpStatusCode.Created, Mobile), (added.Status, added.Json.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post(Bob + "phoneMethods", """{"phoneType":"mobile","phoneNumber":"+31 612345678"}""")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch(Bob + "phoneMethods/" + Mobile, """{"phoneNumber":"+31 687654321","phoneType":"mobile"}""")).Status);
        Assert.Equal("+31 687654321", (await graph.Get(Bob + "phoneMethods/" + Mobile)).Json.GetProperty("phoneNumber").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete(Bob + "phoneMethods/" + Mobile)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await graph.Delete(Bob + "phoneMethods/" + Mobile)).Status);
        Assert.Empty((await graph.Get(Bob + "phoneMethods")).Value);
    }

    [Fact]
    public async Task An_alternate_mobile_needs_a_mobile_before_and_after()
    {
        var graph = new Graph();
        const string Body = """{"phoneType":"alternateMobile","phoneNumber":"+31 612345678"}""";

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post(Bob + "phoneMethods", Body)).Status);
        await graph.Post(Bob + "phoneMethods", """{"phoneType":"mobile","phoneNumber":"+31 612345679"}""");
        Assert.Equal(HttpStatusCode.Created, (await graph.Post(Bob + "phoneMethods", Body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Delete(Bob + "phoneMethods/" + Mobile)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete(Bob + "phoneMethods/" + Alternate)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete(Bob + "phoneMethods/" + Mobile)).Status);
    }

    [Theory]
    [InlineData("0612345678")]
    [InlineData("+31612345678")]
    [InlineData("+31 6abc")]
    [InlineData("")]
    public async Task A_phone_number_without_country_code_and_blank_is_400(string number)
        => Assert.Equal(HttpStatusCode.BadRequest, (await new Graph().Post(Bob + "phoneMethods", $$"""{"phoneType":"mobile","phoneNumber":"{{number}}"}""")).Status);

    [Fact]
    public async Task An_extension_belongs_to_an_office_phone_without_sms()
    {
        var graph = new Graph();

        var added = await graph.Post(Bob + "phoneMethods", """{"phoneType":"office","phoneNumber":"+31 201234567x123"}""");

        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal("notSupported", added.Json.GetProperty("smsSignInState").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post(Bob + "phoneMethods/e37fc753-ff3b-4958-9484-eaa9425c82bc/enableSmsSignIn")).Status);
    }

    [Fact]
    public async Task Sms_sign_in_is_switched_for_the_mobile_phone()
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.NoContent, (await graph.Post($"users/anna@contoso.com/authentication/phoneMethods/{Mobile}/enableSmsSignIn")).Status);
        Assert.Equal("ready", (await graph.Get($"users/anna@contoso.com/authentication/phoneMethods/{Mobile}")).Json.GetProperty("smsSignInState").GetString());
    }

    [Fact]
    public async Task There_is_at_most_one_email_method()
    {
        var graph = new Graph();

        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post(Bob + "emailMethods", """{"emailAddress":"nonsense"}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await graph.Post(Bob + "emailMethods", """{"emailAddress":"bob@home.example"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await graph.Post(Bob + "emailMethods", """{"emailAddress":"bob2@home.example"}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Patch(Bob + "emailMethods/" + Email, """{"emailAddress":"bob2@home.example"}""")).Status);
        Assert.Equal("bob2@home.example", (await graph.Get(Bob + "emailMethods")).Value.Single().GetProperty("emailAddress").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete(Bob + "emailMethods/" + Email)).Status);
        Assert.Empty((await graph.Get(Bob + "emailMethods")).Value);
    }

    [Fact]
    public async Task An_authentication_administrator_writes_users_but_not_global_administrators()
    {
        var graph = new Graph().As(Graph.User("Authentication Administrator"));

        Assert.Equal(HttpStatusCode.Created, (await graph.Post(Bob + "emailMethods", """{"emailAddress":"bob@home.example"}""")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Delete("users/admin@contoso.com/authentication/emailMethods/" + Email)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.As(Graph.User("Privileged Authentication Administrator")).Delete("users/admin@contoso.com/authentication/emailMethods/" + Email)).Status);
    }

    [Fact]
    public async Task A_user_without_role_reads_and_writes_his_own_methods_only()
    {
        var graph = new Graph().As(new SandboxSignIn { User = "anna@contoso.com", Roles = [], Permissions = ["UserAuthMethod-Phone.ReadWrite"] });

        Assert.Equal(HttpStatusCode.OK, (await graph.Get("me/authentication/phoneMethods")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await graph.Delete("me/authentication/phoneMethods/" + Mobile)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await graph.Get(Bob + "phoneMethods")).Status);
    }

    [Fact]
    public async Task An_application_writes_methods_with_the_permission_alone()
        => Assert.Equal(
            HttpStatusCode.Created,
            (await new Graph(signIn: Graph.App("UserAuthMethod-Email.ReadWrite.All")).Post(Bob + "emailMethods", """{"emailAddress":"bob@home.example"}""")).Status);
}
