package dev.darkroom.api.account;

import dev.darkroom.api.account.AccountRequests.ChangePassword;
import dev.darkroom.api.account.AccountRequests.ChangeProfile;
import dev.darkroom.api.account.AccountRequests.Register;
import dev.darkroom.identity.Caller;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/account")
class AccountController {

    private final Membership membership;
    private final SharedAccount shared;

    AccountController(Membership membership, SharedAccount shared) {
        this.membership = membership;
        this.shared = shared;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccountResource register(@Valid @RequestBody Register order) {
        return AccountResource.of(membership.register(order));
    }

    @GetMapping("/me")
    AccountResource me(Caller caller) {
        return AccountResource.of(membership.of(caller));
    }

    @PatchMapping("/me")
    AccountResource change(Caller caller, @Valid @RequestBody ChangeProfile order) {
        shared.refuse(caller);
        return AccountResource.of(membership.change(caller, order));
    }

    @PostMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(Caller caller, @Valid @RequestBody ChangePassword order) {
        shared.refuse(caller);
        membership.changePassword(caller, order);
    }
}
