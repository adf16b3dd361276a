package dev.darkroom.api.token;

import dev.darkroom.api.account.Credentials;
import dev.darkroom.web.Problem;
import dev.darkroom.web.ProblemCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/token")
class TokenController {

    private final Credentials credentials;
    private final RefreshTokens refreshTokens;
    private final AccessTokenMint mint;

    TokenController(Credentials credentials, RefreshTokens refreshTokens, AccessTokenMint mint) {
        this.credentials = credentials;
        this.refreshTokens = refreshTokens;
        this.mint = mint;
    }

    record SignIn(
            @NotBlank(message = "is required") @Size(max = 254, message = "must have at most {max} characters") String email,

            @NotNull(message = "is required") @Size(max = 128, message = "must have at most {max} characters") String password) {}

    record Refresh(
            @NotBlank(message = "is required") @Size(max = 200, message = "must have at most {max} characters") String refreshToken) {}

    record TokenPair(String accessToken, String tokenType, long expiresIn, String refreshToken) {}

    @PostMapping
    TokenPair signIn(@Valid @RequestBody SignIn order) {
        var who = credentials
                .check(order.email(), order.password())
                .orElseThrow(() -> refused("The email or the password is wrong."));
        return pair(refreshTokens.open(who.accountId(), who.roles()));
    }

    @PostMapping("/refresh")
    TokenPair refresh(@Valid @RequestBody Refresh order) {
        return pair(refreshTokens
                .rotate(order.refreshToken())
                .orElseThrow(() -> refused("The refresh token is not valid any more; sign in again.")));
    }

    @PostMapping("/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@Valid @RequestBody Refresh order) {
        refreshTokens.revoke(order.refreshToken());
    }

    private TokenPair pair(RefreshTokens.Issued issued) {
        return new TokenPair(
                mint.sign(issued.accountId(), issued.familyId(), issued.roles()),
                "Bearer",
                mint.life().toSeconds(),
                issued.text());
    }

    private static Problem refused(String detail) {
        return new Problem(ProblemCode.UNAUTHENTICATED, detail);
    }
}
